"""Cross-validated AUC and log-loss of ours and XGBoost on real tables, with the same candidates tried by both.

usage: accuracy-against-xgboost.py DATA_DIR [CANDIDATES] [telco|tv-subscription] [REPEATS]   (default 12, both tables of DATA_DIR, 5)

Five outer folds, each with a fifth of its training rows as inner validation that stops early and picks the candidate; then a
refit on all training rows. Categories are numbers for both; XGBoost gets them one-hot. Ours is printed twice: one ensemble of the
picked candidate, and what `train` makes of it. The folds are drawn anew for each repeat (seeds 7, 8, ...): a single draw moves the
difference by more than its size.
"""
import csv
import gzip
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

import numpy as np
import xgboost as xgb
from sklearn.metrics import log_loss, roc_auc_score

PROJECT = pathlib.Path(__file__).resolve().parents[3]
OURS = PROJECT / "artifacts/embedded/bin/ChurnPredict.Benchmarks/release/ChurnPredict.Benchmarks"


def table(path, label, positive, leave_out):
    """A table without folds; see drawn."""
    rows = list(csv.DictReader(gzip.open(path, "rt")))
    columns = [c for c in rows[0] if c != label and c not in leave_out]
    categorical = [not all(numeric(r[c]) for r in rows if r[c].strip()) for c in columns]
    levels = [{v: i for i, v in enumerate(sorted({r[c] for r in rows}))} for c in columns]
    values = [[(float(levels[i][r[c]]) if categorical[i] else float(r[c])) if r[c].strip() else None
               for i, c in enumerate(columns)] for r in rows]
    return {"Columns": columns, "Categorical": categorical, "Rows": values, "Label": [float(r[label] == positive) for r in rows]}


def drawn(t, seed):
    draw = random.Random(seed)
    return {**t, "Fold": [draw.randrange(5) for _ in t["Rows"]], "Inner": [draw.random() < 0.2 for _ in t["Rows"]]}


def numeric(text):
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def candidates(count):
    draw = random.Random(11)
    log = lambda low, high: low * (high / low) ** draw.random()
    return [{"Rate": log(.02, .15), "Leaves": round(log(4, 32)), "LeafRows": 1, "LeafHessian": log(.5, 20), "L2": log(.3, 30),
             "FeatureFraction": .3 + .7 * draw.random(), "RowFraction": .5 + .5 * draw.random()} for _ in range(count)]


def one_hot(t):
    parts = []
    for i, is_category in enumerate(t["Categorical"]):
        column = np.array([np.nan if r[i] is None else r[i] for r in t["Rows"]], np.float32)
        parts += [(column == v).astype(np.float32) for v in np.unique(column)] if is_category else [column]
    return np.stack(parts, 1)


def theirs(t, tried):
    x, y, fold, inner = one_hot(t), np.array(t["Label"]), np.array(t["Fold"]), np.array(t["Inner"])
    aucs, losses = [], []
    for f in range(5):
        best = None
        for c in tried:
            options = {"objective": "binary:logistic", "tree_method": "hist", "grow_policy": "lossguide", "max_depth": 0, "max_bin": 256,
                       "max_leaves": c["Leaves"], "eta": c["Rate"], "min_child_weight": c["LeafHessian"], "lambda": c["L2"],
                       "colsample_bytree": c["FeatureFraction"], "subsample": c["RowFraction"], "nthread": 1, "seed": 1, "verbosity": 0}
            fit, val = (fold != f) & ~inner, (fold != f) & inner
            d = xgb.DMatrix(x[val], y[val])
            m = xgb.train(options, xgb.DMatrix(x[fit], y[fit]), 600, evals=[(d, "v")], early_stopping_rounds=40, verbose_eval=False)
            if best is None or m.best_score < best[0]:
                best = (m.best_score, options, m.best_iteration + 1)
        m = xgb.train(best[1], xgb.DMatrix(x[fold != f], y[fold != f]), best[2])
        p = m.predict(xgb.DMatrix(x[fold == f]))
        aucs.append(roc_auc_score(y[fold == f], p))
        losses.append(log_loss(y[fold == f], p))
    return {"peer": "xgboost", "auc": float(np.mean(aucs)), "log_loss": float(np.mean(losses)), "folds_auc": aucs, "folds_log_loss": losses}


def ours(t, tried):
    with tempfile.TemporaryDirectory() as folder:
        rows, options = pathlib.Path(folder) / "table.json", pathlib.Path(folder) / "candidates.json"
        rows.write_text(json.dumps(t))
        options.write_text(json.dumps(tried))
        return json.loads(subprocess.run([str(OURS), "trees", "--folds", str(rows), str(options)], check=True, capture_output=True, text=True).stdout)


def difference(name, results, peer):
    for one in results:
        gaps = {key: np.array(one[key]) - np.array(peer[key]) for key in ("folds_auc", "folds_log_loss")}
        text = " ".join(f"{label} {g.mean():+.5f} (standard error {g.std(ddof=1) / len(g) ** .5:.5f})"
                        for label, g in zip(("AUC", "log-loss"), gaps.values()))
        print(name, one["peer"], "less xgboost:", text + ",", f"better AUC in {(gaps['folds_auc'] > 0).sum()} of {len(gaps['folds_auc'])} folds", flush=True)


def together(repeats):
    """One result of several repeats of the same peer."""
    folds = {key: sum((r[key] for r in repeats), []) for key in ("folds_auc", "folds_log_loss")}
    return {"peer": repeats[0]["peer"], "auc": float(np.mean(folds["folds_auc"])), "log_loss": float(np.mean(folds["folds_log_loss"])), **folds}


def main():
    data = pathlib.Path(sys.argv[1])
    tried = candidates(int(sys.argv[2]) if len(sys.argv) > 2 else 12)
    tables = {"telco": table(data / "telco/Telco-Customer-Churn.csv.gz", "Churn", "Yes", {"customerID"}),
              "tv-subscription": table(data / "tv-subscription/churn_tv_subscriptions.csv.gz", "target", "1.0", {"id", "C_FP", "C_FN", "C_TP", "C_TN"})}
    for name, t in tables.items():
        if len(sys.argv) > 3 and name != sys.argv[3]:
            continue
        repeats = []
        for repeat in range(int(sys.argv[4]) if len(sys.argv) > 4 else 5):
            folded = drawn(t, 7 + repeat)
            repeats.append([*ours(folded, tried), theirs(folded, tried)])
            for result in repeats[-1]:
                print(name, f"folds {repeat + 1}", result["peer"], f"AUC {result['auc']:.5f} log-loss {result['log_loss']:.5f}", flush=True)
        *mine, peer = [together(peer) for peer in zip(*repeats)]
        for result in (*mine, peer):
            print(name, "mean", result["peer"], f"AUC {result['auc']:.5f} log-loss {result['log_loss']:.5f}", flush=True)
        difference(name, mine, peer)


if __name__ == "__main__":
    main()
