"""Writes tiny.ts beside this script: a network of a few kilobytes for tests of the engine.

Input [n, 3, rows, columns], output [n, 1, rows, columns] between 0 and 1. Run with PyTorch.
"""

from pathlib import Path

import torch

torch.manual_seed(1)
network = torch.nn.Sequential(
    torch.nn.Conv2d(3, 4, 3, padding=1),
    torch.nn.ReLU(),
    torch.nn.Conv2d(4, 1, 3, padding=1),
    torch.nn.Sigmoid(),
).eval()
torch.jit.script(network).save(str(Path(__file__).with_name("tiny.ts")))
