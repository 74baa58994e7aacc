"""The network: a U-Net (Ronneberger et al. 2015) with residual blocks (He et al. 2016), thin where the image is large, wide below."""
import torch
import torch.nn as nn
import torch.nn.functional as F

WIDTHS = (20, 56, 112, 168, 224)
INPUT_CHANNELS = 15
DROPOUT = 0.15      # of whole channels, at the two lowest levels, in training


class Block(nn.Module):
    """Two convolutions with a shortcut about the second, so that depth costs no gradient."""

    def __init__(self, inputs, outputs, dropout=0.0):
        super().__init__()
        self.first = nn.Sequential(nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True))
        self.second = nn.Sequential(nn.Conv2d(outputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs))
        self.dropout = nn.Dropout2d(dropout)

    def forward(self, x):
        x = self.first(x)
        return self.dropout(F.relu(x + self.second(x)))


class UNet(nn.Module):
    """(N, 15, S, S) to logits (N, 1, S, S), S a multiple of 16; in training also logits at half and quarter resolution."""

    def __init__(self, widths=WIDTHS):
        super().__init__()
        inputs = (INPUT_CHANNELS,) + tuple(widths[:-1])
        last = len(widths) - 1
        self.encoder = nn.ModuleList([Block(i, o, DROPOUT if k >= last - 1 else 0.0) for k, (i, o) in enumerate(zip(inputs, widths))])
        self.decoder = nn.ModuleList([Block(a + b, a) for a, b in zip(widths[:-1], widths[1:])])
        self.head = nn.Conv2d(widths[0], 1, 1)
        self.side = nn.ModuleList([nn.Conv2d(widths[1], 1, 1), nn.Conv2d(widths[2], 1, 1)])

    def forward(self, x):
        skips = []
        for level, stage in enumerate(self.encoder):
            x = stage(F.max_pool2d(x, 2) if level else x)
            skips.append(x)
        sides = []
        for level in range(len(self.decoder) - 1, -1, -1):
            x = F.interpolate(x, scale_factor=2.0, mode='bilinear', align_corners=False)
            x = self.decoder[level](torch.cat([x, skips[level]], 1))
            if self.training and level in (1, 2):
                sides.append(self.side[level - 1](x))
        logits = self.head(x)
        return (logits, sides) if self.training else logits


class Compact(nn.Module):
    """One convolution with its batch normalisation folded in and its weights kept in 16 bits; arithmetic stays in 32."""

    def __init__(self, convolution, normalisation=None):
        super().__init__()
        weight, bias = convolution.weight.detach(), convolution.bias
        bias = torch.zeros(len(weight)) if bias is None else bias.detach()
        if normalisation is not None:
            scale = normalisation.weight.detach() / torch.sqrt(normalisation.running_var + normalisation.eps)
            weight = weight * scale[:, None, None, None]
            bias = (bias - normalisation.running_mean) * scale + normalisation.bias.detach()
        self.register_buffer('weight', weight.half())
        self.register_buffer('bias', bias.clone())
        self.padding = convolution.padding[0]

    def forward(self, x):
        return F.conv2d(x, self.weight.float(), self.bias, padding=self.padding)


def compact(network):
    """Changes a network, in evaluation mode, into one whose convolutions are `Compact`; returns it."""
    network.eval()
    for block in list(network.encoder) + list(network.decoder):
        block.first = nn.Sequential(Compact(block.first[0], block.first[1]), nn.ReLU(True))
        block.second = Compact(block.second[0], block.second[1])
    network.head = Compact(network.head)
    network.side = nn.ModuleList()
    return network


class Ensemble(nn.Module):
    """Mean probability of several networks, those with odd numbers asked about the mirror image (left and right exchanged).

    `networks` are pairs of a network and its number. Asking each about both costs twice the time.
    """

    def __init__(self, networks):
        super().__init__()
        self.networks = nn.ModuleList([network for network, _ in networks])
        self.mirrored = [number % 2 == 1 for _, number in networks]

    def forward(self, x):
        x = x.contiguous(memory_format=torch.channels_last)
        total = torch.zeros_like(x[:, :1])
        for network, mirrored in zip(self.networks, self.mirrored):
            total = total + (torch.sigmoid(network(x.flip(3))).flip(3) if mirrored else torch.sigmoid(network(x)))
        return total.contiguous() / len(self.networks)
