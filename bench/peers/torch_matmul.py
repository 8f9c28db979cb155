"""How fast PyTorch multiplies large square matrices."""
import time

import torch

from serve import serve


def matmul(library, size, precision, seconds):
    a, b = (torch.randn(size, size).to(getattr(torch, precision)) for _ in range(2))
    a @ b
    times, elapsed, start = 0, 0, time.perf_counter()
    while elapsed < seconds:
        a @ b
        times += 1
        elapsed = time.perf_counter() - start
    return {"gflops": 2 * size**3 * times / elapsed / 1e9}


serve({"matmul": matmul})
