/** Products of a vector with a matrix of float32, the inner loop of everything that the plain model does. */

/**
 * out += x · matrix, in place; `matrix` has a row of `out.length` numbers for each of `x`. Four rows at a time, so that
 * each number of `out` is fetched and stored once for four products.
 */
export function addProduct(out: Float32Array, x: Float32Array, matrix: Float32Array): void {
  const columns = out.length;
  const whole = x.length - (x.length % 4);
  let row = 0;
  for (let i = 0; i < whole; i += 4, row += 4 * columns) {
    const [a, b, c, d] = [x[i], x[i + 1], x[i + 2], x[i + 3]];
    const [rowB, rowC, rowD] = [row + columns, row + 2 * columns, row + 3 * columns];
    for (let j = 0; j < columns; j++) {
      out[j] += a * matrix[row + j] + b * matrix[rowB + j] + (c * matrix[rowC + j] + d * matrix[rowD + j]);
    }
  }
  for (let i = whole; i < x.length; i++, row += columns) {
    for (let j = 0; j < columns; j++) out[j] += x[i] * matrix[row + j];
  }
}

/** out += row number `i` of `matrix`, in place: the product with a one-hot vector. */
export function addRow(out: Float32Array, i: number, matrix: Float32Array): void {
  const first = i * out.length;
  for (let j = 0; j < out.length; j++) out[j] += matrix[first + j];
}
