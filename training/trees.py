"""Writes a LightGBM model in the text form that Dateline reads (crates/dateline-read/src/extract/trees.rs)."""
import numpy as np


def floor32(x):
    """The largest 32-bit float that is not above x: for 32-bit features the test x <= threshold stays the same."""
    y = np.float32(x)
    return y if float(y) <= x else np.nextafter(y, np.float32(-np.inf))


def write(booster, names, path, head):
    """booster: binary LightGBM model over `names`; head: comment lines (what it is, from which data, licence)."""
    out = [f'# {line}' for line in head] + [f'feature {name}' for name in names]
    for tree in booster.dump_model()['tree_info']:
        nodes = []

        def walk(node):
            at = len(nodes)
            nodes.append(None)
            if 'leaf_value' in node:
                nodes[at] = f"= {np.float32(node['leaf_value']):.6g}"
                return at
            assert node['decision_type'] == '<=', node['decision_type']
            left = walk(node['left_child'])
            right = walk(node['right_child'])
            nodes[at] = f"{node['split_feature']} {floor32(node['threshold'])!r} {left} {right}".replace('np.float32(', '').replace(')', '')
            return at

        walk(tree['tree_structure'])
        out.append(f'tree {len(nodes)}')
        out += nodes
    with open(path, 'w', encoding='utf-8') as f:
        f.write('\n'.join(out) + '\n')
