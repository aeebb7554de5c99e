namespace ChurnPredict.Value;

/// <summary>The buy-till-you-die models.</summary>
public enum PurchaseModelKind
{
    /// <summary>Pareto/NBD (Schmittlein, Morrison and Colombo 1987): gamma purchase rates, gamma death rates.</summary>
    ParetoNbd,

    /// <summary>BG/NBD (Fader, Hardie and Lee 2005): a coin after each repeat purchase; one-time buyers never die by construction.</summary>
    BgNbd,

    /// <summary>MBG/NBD (Batislam, Denizel and Filiztekin 2007; Hoppe and Wagner 2007): the coin is thrown after the first purchase too.</summary>
    MbgNbd,

    /// <summary>BG/CNBD-k (Platzer and Reutterer 2016): BG/NBD with Erlang-k gaps between purchases.</summary>
    BgCnbdK,

    /// <summary>MBG/CNBD-k (Reutterer, Platzer and Schröder 2021): MBG/NBD with Erlang-k gaps between purchases.</summary>
    MbgCnbdK,
}
