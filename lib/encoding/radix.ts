/** Several small numbers as one: a number system in which each digit has a size of its own. */

/** Digit i is a whole number from 0 to sizes[i] − 1; the first digit counts most, so that numbers sort as their digits do. */
export class Radix {
  /** How many numbers there are: 0 to size − 1. */
  readonly size: number;

  constructor(readonly sizes: readonly number[]) {
    this.size = sizes.reduce((product, size) => product * size, 1);
  }

  /** The number whose digits are at `row` of the columns. */
  at(columns: readonly ArrayLike<number>[], row: number): number {
    let number = 0;
    for (let i = 0; i < this.sizes.length; i++) number = number * this.sizes[i] + columns[i][row];
    return number;
  }

  /** The numbers of all rows. */
  numbers(columns: readonly ArrayLike<number>[]): Float64Array {
    const numbers = new Float64Array(columns[0].length);
    for (let i = 0; i < this.sizes.length; i++) {
      const [size, column] = [this.sizes[i], columns[i]];
      for (let row = 0; row < numbers.length; row++) numbers[row] = numbers[row] * size + column[row];
    }
    return numbers;
  }

  /** The number with these digits; -1 where one is out of range, or they are not as many as there are sizes. */
  join(digits: readonly number[]): number {
    const fits = digits.length === this.sizes.length && digits.every((d, i) => d >= 0 && d < this.sizes[i]);
    return fits ? digits.reduce((number, digit, i) => number * this.sizes[i] + digit, 0) : -1;
  }

  /** The digits of a number. */
  split(number: number): number[] {
    const digits: number[] = [];
    for (let i = this.sizes.length - 1; i >= 0; i--) {
      const digit = number % this.sizes[i];
      digits.unshift(digit);
      number = (number - digit) / this.sizes[i];
    }
    return digits;
  }
}
