"""Points from the network's map, and how well they meet the truth."""
import numpy as np
from scipy.ndimage import maximum_filter
from scipy.optimize import linear_sum_assignment

REACH = 6 * 0.55        # micrometres within which a point counts as the nucleus (Sirinukunwattana et al. 2016: 6 pixels)
SEPARATION = 5          # cells of 1 micrometre: width of the window in which a peak is the highest


def peaks(probability, threshold):
    """Map (h, w) of 1 micrometre a cell to rows and columns of its peaks and their height."""
    top = (probability == maximum_filter(probability, SEPARATION, mode='constant')) & (probability >= threshold)
    rows, columns = np.nonzero(top)
    return rows, columns, probability[rows, columns]


def matched(found, truth):
    """Pairs (i, j) of found (n, 2) and true (m, 2) points in micrometres, one to one, none further than REACH."""
    if not len(found) or not len(truth):
        return np.zeros((0, 2), int)
    distance = np.linalg.norm(found[:, None] - truth[None], axis=2)
    i, j = linear_sum_assignment(np.minimum(distance, REACH + 1e3 * (distance > REACH)))
    near = distance[i, j] <= REACH
    return np.stack([i[near], j[near]], 1)


def f1(hits, found, true):
    return 2 * hits / (found + true) if found + true else float('nan')
