"""XGBoost's side of the exchange tests (Debian: python3-xgboost).

usage: xgboost_peer.py train DIR             trains small models, scores and explains their rows
       xgboost_peer.py score DIR NAME ...    scores NAME.rows with NAME.json

NAME.rows, .predictions, .leaves, .contributions and .interactions are little-endian float32, row-major; the number of
features stands in the model.
"""
import sys
import numpy as np
import xgboost as xgb


def score(folder, name, model, types):
    data = matrix(folder, name, model, types)
    model.predict(data).astype("<f4").tofile(f"{folder}/{name}.predictions")
    model.predict(data, pred_leaf=True).astype("<f4").tofile(f"{folder}/{name}.leaves")


def explain(folder, name, model, types):
    """Only for models that XGBoost trained: 1.7.4 crashes on categories that training has not seen."""
    data = matrix(folder, name, model, types)
    model.predict(data, pred_contribs=True).astype("<f4").tofile(f"{folder}/{name}.contributions")
    if types is None:
        model.predict(data, pred_interactions=True).astype("<f4").tofile(f"{folder}/{name}.interactions")


def matrix(folder, name, model, types):
    rows = np.fromfile(f"{folder}/{name}.rows", "<f4").reshape(-1, model.num_features())
    return xgb.DMatrix(rows, feature_types=types, feature_names=model.feature_names, enable_categorical=True)


def rows_and_signal(rng, count, features):
    x = np.round(rng.normal(size=(count, features)) * 4, 1).astype(np.float32)
    x[:, 0] = rng.integers(0, 70, count)
    signal = np.sin(x[:, 1]) + (x[:, 2] > 0) * x[:, 3] / 4 + (x[:, 0].astype(int) % 3 - 1)
    x[:, 1:][rng.random((count, features - 1)) < 0.15] = np.nan
    return x, signal


def train(folder):
    rng = np.random.default_rng(3)
    x, signal = rows_and_signal(rng, 1500, 6)
    signal = np.nan_to_num(signal)
    binary = (rng.random(1500) < 1 / (1 + np.exp(-signal))).astype(np.float32)
    counts = rng.poisson(np.exp(signal / 2)).astype(np.float32)
    common = {"tree_method": "hist", "grow_policy": "lossguide", "max_leaves": 20, "max_depth": 0, "eta": 0.2, "nthread": 1}
    jobs = {
        "logistic": ({"objective": "binary:logistic", "base_score": 0.2}, binary, None),
        "categorical": ({"objective": "binary:logistic", "max_cat_to_onehot": 1}, binary, ["c"] + ["q"] * 5),
        "onehot": ({"objective": "binary:logistic", "max_cat_to_onehot": 1000}, binary, ["c"] + ["q"] * 5),
        "poisson": ({"objective": "count:poisson", "base_score": 1.7}, counts, None),
        "squared": ({"objective": "reg:squarederror", "base_score": -3.5}, signal, None),
        "exact": ({"objective": "binary:logistic", "tree_method": "exact", "grow_policy": "depthwise", "max_depth": 5, "gamma": 2},
                  binary, None),
        "dart": ({"objective": "binary:logistic", "booster": "dart", "rate_drop": 0.3}, binary, None),
    }
    for name, (options, label, types) in jobs.items():
        data = xgb.DMatrix(x, label, feature_types=types, enable_categorical=True)
        model = xgb.train({**common, **options}, data, 15)
        model.save_model(f"{folder}/{name}.json")
        x.astype("<f4").tofile(f"{folder}/{name}.rows")
        score(folder, name, model, types)
        explain(folder, name, model, types)


if __name__ == "__main__":
    command, directory = sys.argv[1:3]
    if command == "train":
        train(directory)
    for exported in sys.argv[3:]:
        booster = xgb.Booster({"nthread": 1}, model_file=f"{directory}/{exported}.json")
        score(directory, exported, booster, booster.feature_types)
