"""The network: a U-Net (Ronneberger et al. 2015) from half resolution down, with a second head for the grade at each place."""
import torch
import torch.nn as nn
import torch.nn.functional as F

SIZE = 224
WIDTHS = (32, 64, 128, 192, 256)
GRADES = 6
MEAN, DEVIATION = 127.5, 63.75


def block(inputs, outputs, stride=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True),
        nn.Conv2d(outputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True))


class GradeNet(nn.Module):
    """(N, 3, 224, 224) to gland logits (N, 1, 112, 112) and grade logits (N, 6, 14, 14).

    The grade of a place is seen through about 200 pixels (220 µm): a crypt and its neighbours.
    """

    def __init__(self, widths=WIDTHS, dropout=0.3):
        super().__init__()
        inputs = (3,) + tuple(widths[:-1])
        self.encoder = nn.ModuleList([block(i, o, 2 if level == 0 else 1) for level, (i, o) in enumerate(zip(inputs, widths))])
        self.decoder = nn.ModuleList([block(a + b, a) for a, b in zip(widths[:-1], widths[1:])])
        self.gland = nn.Conv2d(widths[0], 1, 1)
        self.grade = nn.Sequential(
            nn.Conv2d(widths[-2] + widths[-1], widths[-1], 1, bias=False), nn.BatchNorm2d(widths[-1]), nn.ReLU(True),
            nn.Dropout2d(dropout), nn.Conv2d(widths[-1], GRADES, 1))

    def forward(self, x):
        skips = []
        for level, stage in enumerate(self.encoder):
            x = stage(F.max_pool2d(x, 2) if level else x)
            skips.append(x)
        deepest = F.interpolate(x, scale_factor=2.0, mode='bilinear', align_corners=False)
        grade = self.grade(torch.cat([skips[-2], deepest], 1))
        for level in range(len(self.decoder) - 1, -1, -1):
            x = F.interpolate(x, scale_factor=2.0, mode='bilinear', align_corners=False)
            x = self.decoder[level](torch.cat([x, skips[level]], 1))
        return self.gland(x), grade


def pooled(gland, grade):
    """Grade logits of a whole field (N, 6): the mean over its places, each weighted by how surely it is gland."""
    weight = F.adaptive_avg_pool2d(torch.sigmoid(gland), grade.shape[2:]) + 0.02
    return (grade * weight).sum((2, 3)) / weight.sum((2, 3))


class Exported(nn.Module):
    """Mean of networks over the picture and the picture turned by half a turn: (N, 3, 224, 224) to (N, 7, 112, 112).

    Channel 0: probability of gland or lesion; channels 1 to 6: logits of the grades at each place.
    """

    def __init__(self, networks):
        super().__init__()
        self.networks = nn.ModuleList(networks)

    def forward(self, x):
        answers = []
        for network in self.networks:
            for turn in (False, True):
                gland, grade = network(x.flip(2, 3) if turn else x)
                maps = torch.cat([torch.sigmoid(gland),
                                  F.interpolate(grade, scale_factor=8.0, mode='bilinear', align_corners=False)], 1)
                answers.append(maps.flip(2, 3) if turn else maps)
        return torch.stack(answers).mean(0)
