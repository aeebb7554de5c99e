"""Cross-validated AUC and log-loss of ours and XGBoost on real tables, with the same candidates tried by both.

usage: accuracy-against-xgboost.py DATA_DIR [CANDIDATES] [telco|tv-subscription]   (default 12, both tables of DATA_DIR)

Five outer folds, each with a fifth of its training rows as inner validation that stops early and picks the candidate; then a
refit on all training rows. Categories are numbers for both; XGBoost gets them one-hot.
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
    rows = list(csv.DictReader(gzip.open(path, "rt")))
    columns = [c for c in rows[0] if c != label and c not in leave_out]
    categorical = [not all(numeric(r[c]) for r in rows if r[c].strip()) for c in columns]
    levels = [{v: i for i, v in enumerate(sorted({r[c] for r in rows}))} for c in columns]
    values = [[(float(levels[i][r[c]]) if categorical[i] else float(r[c])) if r[c].strip() else None
               for i, c in enumerate(columns)] for r in rows]
    draw = random.Random(7)
    return {"Columns": columns, "Categorical": categorical, "Rows": values, "Label": [float(r[label] == positive) for r in rows],
            "Fold": [draw.randrange(5) for _ in rows], "Inner": [draw.random() < 0.2 for _ in rows]}


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


def main():
    data = pathlib.Path(sys.argv[1])
    tried = candidates(int(sys.argv[2]) if len(sys.argv) > 2 else 12)
    tables = {"telco": table(data / "telco/Telco-Customer-Churn.csv.gz", "Churn", "Yes", {"customerID"}),
              "tv-subscription": table(data / "tv-subscription/churn_tv_subscriptions.csv.gz", "target", "1.0", {"id", "C_FP", "C_FN", "C_TP", "C_TN"})}
    for name, t in tables.items():
        if len(sys.argv) > 3 and name != sys.argv[3]:
            continue
        with tempfile.TemporaryDirectory() as folder:
            rows, options = pathlib.Path(folder) / "table.json", pathlib.Path(folder) / "candidates.json"
            rows.write_text(json.dumps(t))
            options.write_text(json.dumps(tried))
            ours = json.loads(subprocess.run([str(OURS), "trees", "--folds", str(rows), str(options)], check=True, capture_output=True, text=True).stdout)
        peer = theirs(t, tried)
        for result in (ours, peer):
            print(name, result["peer"], f"AUC {result['auc']:.5f} log-loss {result['log_loss']:.5f}", flush=True)
        wins = sum(a > b for a, b in zip(ours["folds_auc"], peer["folds_auc"]))
        print(name, f"difference AUC {ours['auc'] - peer['auc']:+.5f} log-loss {ours['log_loss'] - peer['log_loss']:+.5f}; better AUC in {wins} of 5 folds", flush=True)


if __name__ == "__main__":
    main()
