"""Variation between laboratories and microscopes: geometry, stain, light, focus."""
import math

import torch
import torch.nn.functional as F

# Every network on H&E here sees (byte - MEAN) / DEVIATION.
MEAN, DEVIATION = 127.5, 63.75

# Optical density of haematoxylin, eosin and a residual, one row each (Ruifrok and Johnston 2001).
STAINS = torch.tensor([[0.650, 0.704, 0.286], [0.072, 0.990, 0.105], [0.268, 0.570, 0.776]])
STAINS = STAINS / STAINS.norm(dim=1, keepdim=True)
UNMIX = torch.linalg.inv(STAINS)


def moved(x, y, scaling=0.4, shift=0.2):
    """Turned by any angle, mirrored, scaled by exp(+-scaling), sheared, shifted by up to that share of half the width.

    Beyond the border the picture is mirrored.
    """
    n = x.shape[0]
    angle = torch.rand(n) * 2 * math.pi
    scale = torch.exp((torch.rand(n) * 2 - 1) * scaling)
    mirror = torch.where(torch.rand(n) < 0.5, -1.0, 1.0)
    shear = (torch.rand(n) * 2 - 1) * 0.1
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0] = torch.cos(angle) * scale * mirror
    theta[:, 0, 1] = -torch.sin(angle) * scale + shear
    theta[:, 1, 0] = torch.sin(angle) * scale * mirror
    theta[:, 1, 1] = torch.cos(angle) * scale
    theta[:, :, 2] = (torch.rand(n, 2) * 2 - 1) * shift
    grid = F.affine_grid(theta, list(x.shape), align_corners=False)
    both = torch.cat([x, y], 1)
    both = F.grid_sample(both, grid, padding_mode='reflection', align_corners=False)
    return both[:, :3], both[:, 3:]


def stained(x):
    """x in 0 to 1: each stain's amount and colour varied (Tellez et al. 2019), wider than laboratories differ."""
    n = x.shape[0]
    density = -torch.log(x.clamp(1 / 255, 1)).permute(0, 2, 3, 1)
    amounts = density @ UNMIX
    strength = torch.exp(0.25 * torch.randn(n, 1, 1, 3))
    shift = 0.04 * torch.randn(n, 1, 1, 3)
    colours = STAINS + 0.06 * torch.randn(n, 3, 3)
    colours = colours / colours.norm(dim=2, keepdim=True)
    density = torch.einsum('nhwk,nkc->nhwc', amounts * strength + shift, colours)
    return torch.exp(-density).permute(0, 3, 1, 2).clamp(0, 1)


def lit(x):
    """Brightness, contrast, gamma, white balance, and now and then less colour."""
    n = x.shape[0]
    x = x ** torch.exp(0.25 * torch.randn(n, 1, 1, 1))
    x = (x - 0.5) * torch.exp(0.2 * torch.randn(n, 1, 1, 1)) + 0.5 + 0.08 * torch.randn(n, 1, 1, 1)
    x = x * torch.exp(0.06 * torch.randn(n, 3, 1, 1))
    grey = x.mean(1, keepdim=True)
    return grey + (x - grey) * torch.exp(0.3 * torch.randn(n, 1, 1, 1))


def blurred(x):
    """One picture (3, h, w), Gaussian blur of 0.5 to 1.5 pixels."""
    deviation = 0.5 + torch.rand(1)
    line = torch.exp(-0.5 * (torch.arange(-4.0, 5.0) / deviation) ** 2)
    line = line / line.sum()
    x = F.pad(x[:, None], (4,) * 4, mode='replicate')
    return F.conv2d(F.conv2d(x, line.view(1, 1, -1, 1)), line.view(1, 1, 1, -1))[:, 0]


def coloured(x):
    """Pictures (N, 3, h, w) in 0 to 1: stain, light, focus and noise varied on most of them."""
    varied = torch.rand(x.shape[0]) < 0.85
    if varied.any():
        x[varied] = stained(x[varied])
    varied = torch.rand(x.shape[0]) < 0.85
    if varied.any():
        x[varied] = lit(x[varied])
    for i in range(x.shape[0]):
        if torch.rand(1) < 0.2:
            x[i] = blurred(x[i])
        if torch.rand(1) < 0.2:
            x[i] = x[i] + 0.03 * torch.randn_like(x[i])
    return x.clamp(0, 1)


def augment(pictures, masks):
    """Bytes (N, 3, 224, 224) and masks (N, 1, 224, 224) of 0 and 1 to network input and masks."""
    x, y = moved(pictures.float() / 255, masks.float())
    return (coloured(x) * 255 - MEAN) / DEVIATION, (y > 0.5).float()
