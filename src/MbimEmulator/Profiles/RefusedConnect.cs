namespace MbimEmulator.Profiles;

/// <summary>What a CONNECT set carries that is answered INVALID_PARAMETERS (MBIM 1.0, 9.4.5 allows both). With any other status it carries MBIM_CONNECT_INFO.</summary>
public enum RefusedConnect
{
    /// <summary>Nothing: the command was not understood.</summary>
    Empty,

    /// <summary>MBIM_CONNECT_INFO, the 36 bytes, as long as the session id, its first 4 bytes, was there to be read.</summary>
    Whole,
}
