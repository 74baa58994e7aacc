"""The tissue network: a U-Net (Ronneberger et al. 2015) from half resolution down, as in gut-neoplasia, whose weights it starts from."""
import re

import torch
import torch.nn as nn
import torch.nn.functional as F

SIZE = 512                               # pixels of MICROMETRES a side, as the program asks it
MICROMETRES = 2.0
WIDTHS = (32, 64, 128, 192, 256)
COMPARTMENTS = ('lumen', 'villous epithelium', 'crypt epithelium', 'lamina propria', "submucosa with Brunner's glands", 'muscularis')


def block(inputs, outputs, stride=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True),
        nn.Conv2d(outputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True))


class TissueNet(nn.Module):
    """(N, 3, S, S), S a multiple of 32, to logits of the compartments (N, 6, S / 2, S / 2)."""

    def __init__(self, widths=WIDTHS):
        super().__init__()
        inputs = (3,) + tuple(widths[:-1])
        self.encoder = nn.ModuleList([block(i, o, 2 if level == 0 else 1) for level, (i, o) in enumerate(zip(inputs, widths))])
        self.decoder = nn.ModuleList([block(a + b, a) for a, b in zip(widths[:-1], widths[1:])])
        self.compartments = nn.Conv2d(widths[0], len(COMPARTMENTS), 1)

    def forward(self, x):
        skips = []
        for level, stage in enumerate(self.encoder):
            x = stage(F.max_pool2d(x, 2) if level else x)
            skips.append(x)
        for level in range(len(self.decoder) - 1, -1, -1):
            x = F.interpolate(x, scale_factor=2.0, mode='bilinear', align_corners=False)
            x = self.decoder[level](torch.cat([x, skips[level]], 1))
        return self.compartments(x)


def started_from(path):
    """A network that goes on from an exported one: of this bundle, or of gut-neoplasia, whose encoder and decoder have seen H&E already."""
    network = TissueNet()
    known = {re.sub(r'^(networks\.0|network)\.', '', k): v
             for k, v in torch.jit.load(path, map_location='cpu').state_dict().items()}
    own = network.state_dict()
    shared = {k: v for k, v in known.items() if k in own and own[k].shape == v.shape}
    if len(shared) < len(own) - 2:
        raise ValueError(f'{path} is not a network of the same form: {len(shared)} of {len(own)} tensors fit')
    network.load_state_dict({**own, **shared})
    return network


class Exported(nn.Module):
    """(N, 3, S, S) to (N, 7, S / 2, S / 2): the probability of tissue, then the logs of the probabilities of the compartments."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        logs = torch.log_softmax(self.network(x), 1)
        return torch.cat([1 - logs[:, :1].exp(), logs.clamp(min=-20)], 1)
