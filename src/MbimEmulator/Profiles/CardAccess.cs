namespace MbimEmulator.Profiles;

/// <summary>Who may do something to a file of a card (ETSI TS 102 221, 9.2).</summary>
public enum CardAccess
{
    /// <summary>Everybody.</summary>
    Always,

    /// <summary>Whoever has verified PIN1, or everybody while PIN1 is disabled.</summary>
    Pin1,

    /// <summary>Whoever has verified PIN2.</summary>
    Pin2,

    /// <summary>Whoever has verified the administrator's key ADM1.</summary>
    Adm,

    /// <summary>Nobody.</summary>
    Never,
}
