namespace ChurnPredict.History;

/// <summary>What a column of the contract holds.</summary>
public enum ContractColumnKind
{
    /// <summary>Ids, words and codes.</summary>
    Text,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Instants.</summary>
    Time,

    /// <summary>True or false.</summary>
    Flag,
}
