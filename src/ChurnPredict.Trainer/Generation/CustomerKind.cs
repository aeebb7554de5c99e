namespace ChurnPredict.Trainer.Generation;

/// <summary>A kind of customer; everyone of a kind draws from the same distributions, and the kind stands in the customers table
/// as the static attribute <c>segment</c>.</summary>
/// <param name="Name">The word in the table.</param>
/// <param name="Share">Share of new customers; shares add up to 1.</param>
/// <param name="OrdersPerDay">Mean of the gamma distribution of order rates while the customer is alive.</param>
/// <param name="VisitsPerDay">Rate of engagement events while alive.</param>
/// <param name="BasketYen">Median over customers of the median order.</param>
/// <param name="LeaveLogit">Log-odds of leaving after an order on which nothing special happened.</param>
/// <param name="PriceLogitPerPoint">Log-odds added by each percent of a price rise.</param>
/// <param name="SeasonStrength">How much of the season's swing this kind shows.</param>
internal sealed record CustomerKind(
    string Name,
    double Share,
    double OrdersPerDay,
    double VisitsPerDay,
    double BasketYen,
    double LeaveLogit,
    double PriceLogitPerPoint,
    double SeasonStrength);
