"""Fits and scores the same rows with ours and the peers in turn, five times, and prints medians and ratios.

usage: trees-against-peers.py DIR PEERS.py [RUNS] [peer ...]      (default 5 runs against xgboost)

DIR holds train.f32 and test.f32; PEERS.py is the script that measures the peers. Build the benchmarks in Release first.
Machines are noisy: a ratio is taken between neighbours in time, and the median over the runs counts.
"""
import json
import pathlib
import statistics
import subprocess
import sys

PROJECT = pathlib.Path(__file__).resolve().parents[3]
OURS = PROJECT / "artifacts/embedded/bin/ChurnPredict.Benchmarks/release/ChurnPredict.Benchmarks"


def last_json(command):
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads([line for line in out.splitlines() if line.startswith("{")][-1])


def main():
    folder, peers_script = sys.argv[1], sys.argv[2]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 and sys.argv[3].isdigit() else 5
    peers = [a for a in sys.argv[3:] if not a.isdigit()] or ["xgboost"]
    results = {name: [] for name in ["ours"] + peers}
    for run in range(runs):
        results["ours"].append(last_json([str(OURS), "trees", folder]))
        print(json.dumps(results["ours"][-1]), flush=True)
        for peer in peers:
            results[peer].append(last_json(["/usr/bin/python3", peers_script, folder, peer]))
            print(json.dumps(results[peer][-1]), flush=True)
    for peer in peers:
        report(results["ours"], peer, results[peer])
    print(f"peak memory beyond the input: {statistics.median(r['peak_mb_beyond_input'] for r in results['ours'])} MB")


def report(ours, peer, theirs):
    for key in ["fit_s", "rows_per_s", "single_us", "shap_rows_per_s"]:
        pairs = [(a[key], b[key]) for a, b in zip(ours, theirs) if a.get(key) and b.get(key)]
        if not pairs:
            continue
        ratio = statistics.median(a / b for a, b in pairs)
        print(f"{peer} {key}: ours {statistics.median(a for a, _ in pairs)}, theirs {statistics.median(b for _, b in pairs)}, ratio {ratio:.3f}")
    for key in ["auc", "log_loss"]:
        print(f"{peer} {key}: ours {ours[0][key]}, theirs {theirs[0][key]}, difference {ours[0][key] - theirs[0][key]:+.5f}")


if __name__ == "__main__":
    main()
