"""The network of nuclei: a U-Net (Ronneberger et al. 2015) from half resolution down."""
import torch
import torch.nn as nn
import torch.nn.functional as F

SIZE = 256
WIDTHS = (32, 64, 96, 128)
CHANNELS = 4   # logit of a nucleus' centre, then one logit for each class


def block(inputs, outputs, stride=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True),
        nn.Conv2d(outputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True))


class NucleusNet(nn.Module):
    """(N, 3, 256, 256) at 0.5 micrometres a pixel to (N, 4, 128, 128) at 1 micrometre a pixel."""

    def __init__(self, widths=WIDTHS):
        super().__init__()
        inputs = (3,) + tuple(widths[:-1])
        self.encoder = nn.ModuleList([block(i, o, 2 if level == 0 else 1) for level, (i, o) in enumerate(zip(inputs, widths))])
        self.decoder = nn.ModuleList([block(a + b, a) for a, b in zip(widths[:-1], widths[1:])])
        self.out = nn.Conv2d(widths[0], CHANNELS, 1)
        nn.init.constant_(self.out.bias[:1], -3.0)

    def forward(self, x):
        skips = []
        for level, stage in enumerate(self.encoder):
            x = stage(F.max_pool2d(x, 2) if level else x)
            skips.append(x)
        for level in range(len(self.decoder) - 1, -1, -1):
            x = F.interpolate(x, scale_factor=2.0, mode='bilinear', align_corners=False)
            x = self.decoder[level](torch.cat([x, skips[level]], 1))
        return self.out(x)


class Exported(nn.Module):
    """Mean over the picture and its half turn: probability of a centre, then probabilities of the three classes."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        logits = self.network(x) + self.network(x.flip(2, 3)).flip(2, 3)
        return torch.cat([torch.sigmoid(logits[:, :1] / 2), torch.softmax(logits[:, 1:] / 2, 1)], 1)
