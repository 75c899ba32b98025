namespace MbimEmulator.Profiles;

/// <summary>What a file of a card is (ETSI TS 102 221, 8.2).</summary>
public enum CardFileKind
{
    /// <summary>MF or DF.</summary>
    Directory,

    /// <summary>ADF: the directory of an application.</summary>
    Application,

    /// <summary>EF that is a sequence of bytes.</summary>
    Transparent,

    /// <summary>EF of records of one size.</summary>
    LinearFixed,

    /// <summary>EF of records of one size, the newest of which is the first.</summary>
    Cyclic,
}
