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
    n, device = x.shape[0], x.device

    def uniform(*shape):
        return torch.rand(*shape, device=device) * 2 - 1
    angle = uniform(n) * math.pi
    scale = torch.exp(uniform(n) * scaling)
    mirror = torch.where(uniform(n) < 0, -1.0, 1.0)
    theta = torch.zeros(n, 2, 3, device=device)
    theta[:, 0, 0] = torch.cos(angle) * scale * mirror
    theta[:, 0, 1] = -torch.sin(angle) * scale + uniform(n) * 0.1
    theta[:, 1, 0] = torch.sin(angle) * scale * mirror
    theta[:, 1, 1] = torch.cos(angle) * scale
    theta[:, :, 2] = uniform(n, 2) * shift
    grid = F.affine_grid(theta, list(x.shape), align_corners=False)
    both = torch.cat([x, y], 1)
    both = F.grid_sample(both, grid, padding_mode='reflection', align_corners=False)
    return both[:, :3], both[:, 3:]


def stained(x):
    """x in 0 to 1: each stain's amount and colour varied (Tellez et al. 2019), wider than laboratories differ."""
    n, device = x.shape[0], x.device
    stains = STAINS.to(device)
    density = -torch.log(x.clamp(1 / 255, 1)).permute(0, 2, 3, 1)
    amounts = density @ UNMIX.to(device)
    strength = torch.exp(0.25 * torch.randn(n, 1, 1, 3, device=device))
    shift = 0.04 * torch.randn(n, 1, 1, 3, device=device)
    colours = stains + 0.06 * torch.randn(n, 3, 3, device=device)
    colours = colours / colours.norm(dim=2, keepdim=True)
    density = torch.einsum('nhwk,nkc->nhwc', amounts * strength + shift, colours)
    return torch.exp(-density).permute(0, 3, 1, 2).clamp(0, 1)


def lit(x):
    """Brightness, contrast, gamma, white balance, and now and then less colour."""
    n, device = x.shape[0], x.device

    def normal(channels=1):
        return torch.randn(n, channels, 1, 1, device=device)
    x = x ** torch.exp(0.25 * normal())
    x = (x - 0.5) * torch.exp(0.2 * normal()) + 0.5 + 0.08 * normal()
    x = x * torch.exp(0.06 * normal(3))
    grey = x.mean(1, keepdim=True)
    return grey + (x - grey) * torch.exp(0.3 * normal())


def blurred(x):
    """Pictures (N, 3, h, w), each with a Gaussian blur of 0.5 to 1.5 pixels."""
    n, device = x.shape[0], x.device
    deviation = 0.5 + torch.rand(n, 1, device=device)
    line = torch.exp(-0.5 * (torch.arange(-4.0, 5.0, device=device) / deviation) ** 2)
    line = (line / line.sum(1, keepdim=True)).repeat_interleave(3, 0)
    y = F.pad(x, (4,) * 4, mode='replicate').reshape(1, 3 * n, x.shape[2] + 8, x.shape[3] + 8)
    y = F.conv2d(F.conv2d(y, line.view(-1, 1, 9, 1), groups=3 * n), line.view(-1, 1, 1, 9), groups=3 * n)
    return y.view_as(x)


def coloured(x):
    """Pictures (N, 3, h, w) in 0 to 1: stain, light, focus and noise varied on most of them."""
    for change, share in ((stained, 0.85), (lit, 0.85), (blurred, 0.2), (lambda v: v + 0.03 * torch.randn_like(v), 0.2)):
        chosen = torch.rand(x.shape[0], device=x.device) < share
        if chosen.any():
            x = x.clone()
            x[chosen] = change(x[chosen])
    return x.clamp(0, 1)


def augment(pictures, masks):
    """Bytes (N, 3, 224, 224) and masks (N, 1, 224, 224) of 0 and 1 to network input and masks."""
    x, y = moved(pictures.float() / 255, masks.float())
    return (coloured(x) * 255 - MEAN) / DEVIATION, (y > 0.5).float()
