using System.Collections.Frozen;

namespace ChurnPredict.Trainer.Commands;

/// <summary>The pages of the help, by the command's full name without <c>churnpredict</c>.</summary>
internal static class Manual
{
    private static readonly FrozenDictionary<string, ManualPage> Pages = new Dictionary<string, ManualPage>
    {
        [""] = new(
            [
                "A history is a folder of Parquet tables: transactions (customer_id, occurred_at, amount) at the least; customers, engagement, satisfaction, support and touches where there are any; history.yaml to map columns and to say what churn means.",
                "The usual way: import (or your own Parquet files), inspect, train, evaluate, score; then serve the same model over gRPC.",
            ],
            ["churnpredict quickstart", "churnpredict inspect training-data/sample", "churnpredict train training-data/sample"]),
        ["actions"] = new(
            [
                "Without FILE it prints the built-in catalogue, a good start for one of your own. Every entry is checked: id, texts in both languages, channel, costs, redeem probability, uplift and its source, condition, consent, cooldown. With --history, conditions are checked against the features of that history too, and uplifts are measured where touches have a random control group.",
            ],
            ["churnpredict actions", "churnpredict actions catalogue.yaml --history training-data/sample"]),
        ["evaluate"] = new(
            [
                "Uses the ensemble of the backtest wherever the window of a label overlaps what the final one was fitted on, and says so. Every metric stands beside recency alone, frequency alone and a logistic regression on RFM (for value: the past rate), with intervals from resampled customers, for each rolling origin; a grade of A, B or C says in a word whether the model earns its keep.",
            ],
            ["churnpredict evaluate training-data/sample", "churnpredict evaluate training-data/sample --json"]),
        ["features"] = new(
            [
                "The same function makes the features for training, batch and server; nothing at or after the date enters. Missing is NaN, never 0. The dictionary tells name, group, unit, definition and label of each feature.",
            ],
            ["churnpredict features --dictionary", "churnpredict features training-data/sample --out features.parquet"]),
        ["generate"] = new(
            [
                "All six tables, from a behavioural model with planted effects: satisfaction, response time, engagement, loyalty rank, late deliveries and price rises move the true hazard by known amounts, noise columns move nothing, and touches help some customers. truth.parquet holds the true probabilities, survival, expected spend and uplifts.",
            ],
            ["churnpredict generate --customers 20000 --out demo", "churnpredict generate --customers 5000 --months 36 --contracts --seed 7 --out demo-contracts"]),
        ["import"] = new(
            [
                "Writes Parquet tables and the history.yaml that the next command needs. Invoices, not their lines, are orders; cancellations become refunds; guests and rows that cannot be used are left out and counted by kind.",
                "A mapping for csv says under history what history.yaml shall say, and under tables which of a CSV's columns become which of a table's. This is one, on two lines:",
                "history: { currency: EUR, time_zone: Europe/Berlin, gross_margin: 0.35 }",
                "tables: { transactions: { columns: { customer_id: Customer, occurred_at: Date, amount: Quantity * Price } } }",
                "Beside columns a table may have file (its CSV, where INPUT is a folder or there are several), encoding (such as shift_jis; utf-8 by default), delimiter (such as ; or tab), decimal_comma: true, and time_format (such as dd.MM.yyyy HH:mm; ISO 8601 by default); customers also attributes and numbers, which map further columns by name.",
            ],
            [
                "churnpredict import online-retail online_retail.csv.gz --out retail",
                "churnpredict import csv orders.csv --mapping orders.yaml --out shop",
            ]),
        ["inspect"] = new(
            [
                "For each table: rows, dates, nulls, duplicates, refunds, rows left out and why, orphans, times in the future or before sign-up, currencies. Each check passes, warns or fails and says what to do. Enough to train well: 500 customers, 100 churned and 100 kept in a snapshot, history of three horizons and 30 days; fewer is a warning as long as train takes it. A failed check ends with exit code 3.",
            ],
            ["churnpredict inspect training-data/sample"]),
        ["models"] = new(
            ["A model folder is named by its time and the first eight digits of its content's hash; champion holds the id in use, promotions.log a line for each change."],
            ["churnpredict models list", "churnpredict models rollback"]),
        ["models list"] = new([], ["churnpredict models list"]),
        ["models promote"] = new(["Every file's hash is verified before; a server that watches the folder follows within seconds."], ["churnpredict models promote ID --why \"agreed with the retention team\""]),
        ["models rollback"] = new(["The log of promotions tells which model was the champion before."], ["churnpredict models rollback"]),
        ["models show"] = new([], ["churnpredict models show", "churnpredict models show --json"]),
        ["quickstart"] = new(
            ["Takes less than a minute on two cores, and leaves a model in the folder of --models that the server can load."],
            ["churnpredict quickstart", "churnpredict quickstart --language ja"]),
        ["score"] = new(
            [
                "One row a customer: status, churn probability and risk tier, expected value for 90, 180 and 365 days with intervals, value at risk, segments, the five strongest reasons with their contributions in log-odds. With --actions, the actions whose expected profit is positive; a stable holdout group gets none, so that effects can be measured later.",
                "A run that was stopped is continued by the same command: finished parts stand beside the output in FILE.parts, and the finished file has the bytes of one run. Parts of another model, date, history or option are not used, and the command says so.",
            ],
            [
                "churnpredict score training-data/sample --out scores.parquet",
                "churnpredict score training-data/sample --out changed.parquet --changed-since scores.parquet",
                "churnpredict score training-data/sample --out calls.parquet --actions --budget 5000 --capacity phone=200",
            ]),
        ["train"] = new(
            [
                "Judges itself on rolling origins: each test snapshot lies after every label that its model saw, and options, calibration and value model are chosen on earlier ones. Then it refits on every labelled snapshot, and on what is known of those whose windows are not over, writes the folder, reads it back and compares scores. Same input, options and seed give the same contents on any number of threads.",
                "Of a base with more active customers than --rows, each snapshot is a random sample, drawn by a hash of seed, date and customer; the report says how large. More rows cost time and memory in proportion and gain little; README.md says how little.",
            ],
            [
                "churnpredict train training-data/sample",
                "churnpredict train training-data/sample --horizon 60d --learner auto --budget 2m",
            ]),
        ["value"] = new(
            [
                "Buy-till-you-die models by maximum likelihood: parameters, log-likelihood, expected purchases, probability of being alive, expected spend. With --holdout, their errors on the time after the date, beside the naive rate and a combined model that learned before the date only.",
                "With --out, what each customer is worth over --period by the likeliest model in which one-time buyers may have stopped: P(alive), made to agree with what followed earlier dates, expected orders and spend, and spend discounted to the date.",
            ],
            [
                "churnpredict value training-data/sample --holdout 90d",
                "churnpredict value training-data/sample --out values.csv --period 365d --discount 0.1",
                "churnpredict value training-data/sample --export-rfm rfm.csv",
            ]),
    }.ToFrozenDictionary();

    /// <summary>The page of a command.</summary>
    /// <param name="name">The command's full name without <c>churnpredict</c>; empty for the whole.</param>
    /// <exception cref="KeyNotFoundException">The command has no page.</exception>
    public static ManualPage Of(string name) => Pages[name];
}
