"""Preprocessing of a brain MRI study, as PREPROCESSING.md defines it. Float64 arithmetic throughout, float32 out.

Arrays are indexed (slice, row, column); slices run from foot to head, rows towards the back, columns towards the patient's left.
"""
import numpy as np

SIZE = 192                  # rows and columns of the network's input
FOREGROUND_PERCENTILE = 99.5
FOREGROUND_FRACTION = 0.1   # of that percentile of FLAIR: what is brighter is head
BOX_FRACTION = 0.002        # rows and columns with less than this share of the head's voxels are left out
BOX_MARGIN = 1.06           # side of the square crop over the longer side of the head's box
CLIP_LOW, CLIP_HIGH = -4.0, 6.0
REACH = 2                   # slices below and above that the network sees with each slice


def foreground(flair):
    """The head: voxels of FLAIR above a tenth of its 99.5th percentile. Boolean, the shape of flair."""
    flair = np.asarray(flair, np.float64)
    return flair > FOREGROUND_FRACTION * np.percentile(flair, FOREGROUND_PERCENTILE)


def normalise(channel, head):
    """Zero mean and unit (population) deviation over the head, clipped to -4 … 6; and the value that 0 becomes."""
    channel = np.asarray(channel, np.float64)
    values = channel[head]
    mean, deviation = values.mean(), values.std()
    scale = 1 / (deviation + 1e-6 * max(1.0, abs(mean)))
    return np.clip((channel - mean) * scale, CLIP_LOW, CLIP_HIGH), float(np.clip(-mean * scale, CLIP_LOW, CLIP_HIGH))


def crop_square(head):
    """(row, column, side): the top left edge, in pixel edges, and the side of the square that holds the head."""
    total = head.sum()
    rows = np.where(head.sum((0, 2)) > BOX_FRACTION * total)[0]
    columns = np.where(head.sum((0, 1)) > BOX_FRACTION * total)[0]
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    side = BOX_MARGIN * max(bottom - top, right - left)
    return (top + bottom) / 2 - side / 2, (left + right) / 2 - side / 2, side


def sample(image, rows, columns, outside):
    """Bilinear values of a 2-D image at the outer product of (fractional) rows and columns; `outside` beyond its edge pixels."""
    padded = np.pad(np.asarray(image, np.float64) - outside, 1)

    def corners(position, n):
        position = np.clip(position, -1, n)
        low = np.minimum(np.floor(position).astype(int), n - 1)
        return low + 1, position - low
    r, fr = corners(rows, image.shape[0])
    c, fc = corners(columns, image.shape[1])
    fr, fc = fr[:, None], fc[None]
    top = padded[np.ix_(r, c)] * (1 - fc) + padded[np.ix_(r, c + 1)] * fc
    bottom = padded[np.ix_(r + 1, c)] * (1 - fc) + padded[np.ix_(r + 1, c + 1)] * fc
    return top * (1 - fr) + bottom * fr + outside


def resize(image, square, outside):
    """The square of an image at SIZE × SIZE, bilinear with half-pixel centres."""
    row, column, side = square
    centres = (np.arange(SIZE) + 0.5) * side / SIZE - 0.5
    return sample(image, row + centres, column + centres, outside)


def restore(image, square, shape):
    """The inverse of `resize`: a SIZE × SIZE map on the (rows, columns) of the study, 0 outside the square."""
    row, column, side = square
    rows = (np.arange(shape[0]) - row + 0.5) * SIZE / side - 0.5
    columns = (np.arange(shape[1]) - column + 0.5) * SIZE / side - 0.5
    return sample(image, rows, columns, 0.0)


def prepare(t1, flair, t1gd):
    """Three volumes (slices, rows, columns), None where T1 or T1 after contrast is missing.

    Returns the channels (slices, 3, SIZE, SIZE) float32 in the order T1, FLAIR, T1 after contrast, and the square.
    """
    head = foreground(flair)
    square = crop_square(head)
    channels = []
    for volume in (flair if t1 is None else t1, flair, flair if t1gd is None else t1gd):
        values, outside = normalise(volume, head)
        channels.append(np.stack([resize(s, square, outside) for s in values]))
    return np.stack(channels, 1).astype(np.float32), square


def neighbours(channels, k):
    """Input of slice k, (15, SIZE, SIZE): the three channels of slices k - 2 to k + 2, from below upwards, edges repeated."""
    last = len(channels) - 1
    return np.concatenate([channels[min(max(k + d, 0), last)] for d in range(-REACH, REACH + 1)])
