"""The network: a U-Net (Ronneberger et al. 2015) that is thin where the image is large and wide below."""
import torch
import torch.nn as nn
import torch.nn.functional as F

WIDTHS = (16, 48, 96, 160, 192)
INPUT_CHANNELS = 9


def block(inputs, outputs):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True),
        nn.Conv2d(outputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True))


class UNet(nn.Module):
    """(N, 9, S, S) to logits (N, 1, S, S); S a multiple of 16."""

    def __init__(self, widths=WIDTHS):
        super().__init__()
        inputs = (INPUT_CHANNELS,) + tuple(widths[:-1])
        self.encoder = nn.ModuleList([block(i, o) for i, o in zip(inputs, widths)])
        self.decoder = nn.ModuleList([block(a + b, a) for a, b in zip(widths[:-1], widths[1:])])
        self.head = nn.Conv2d(widths[0], 1, 1)

    def forward(self, x):
        skips = []
        for level, stage in enumerate(self.encoder):
            x = stage(F.max_pool2d(x, 2) if level else x)
            skips.append(x)
        for level in range(len(self.decoder) - 1, -1, -1):
            x = F.interpolate(x, scale_factor=2.0, mode='bilinear', align_corners=False)
            x = self.decoder[level](torch.cat([x, skips[level]], 1))
        return self.head(x)


class Ensemble(nn.Module):
    """Mean probability of several networks, each also asked about the mirror image (left and right exchanged)."""

    def __init__(self, networks):
        super().__init__()
        self.networks = nn.ModuleList(networks)

    def forward(self, x):
        mirrored = x.flip(3)
        total = torch.zeros_like(x[:, :1])
        for network in self.networks:
            total = total + torch.sigmoid(network(x)) + torch.sigmoid(network(mirrored)).flip(3)
        return total / (2 * len(self.networks))
