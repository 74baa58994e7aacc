"""What the exports of all bundles share: the list of checksums, and the program's list of its own bundles."""
import hashlib
import json
import os
import re

OWN = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'src', 'main', 'resources', 'org', 'fovea', 'bundle',
                   'own.properties')


def digest(path):
    with open(path, 'rb') as file:
        return hashlib.sha256(file.read()).hexdigest()


def finish(bundle, described, own=OWN):
    """Writes configs/fovea.json with the checksum of every other file of the bundle, and its own checksum into own.properties.

    The program runs without asking only bundles whose configs/fovea.json has the checksum named there; `own` is None for a bundle that is
    not to be among them.
    """
    described['files'] = {}
    for folder, _, names in sorted(os.walk(bundle)):
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), bundle).replace(os.sep, '/')
            if path != 'configs/fovea.json':
                described['files'][path] = digest(os.path.join(bundle, path))
    manifest = os.path.join(bundle, 'configs', 'fovea.json')
    with open(manifest, 'w') as file:
        json.dump(described, file, indent=2)
        file.write('\n')
    if own is None:
        return
    with open(own) as file:
        lines = [line for line in file.read().splitlines() if not re.match(re.escape(described['id']) + r'\s*=', line)]
    with open(own, 'w') as file:
        file.write('\n'.join(lines + [f"{described['id']}={digest(manifest)}"]) + '\n')
