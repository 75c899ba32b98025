namespace MbimEmulator.Profiles;

/// <summary>Where a data session above the limits fails.</summary>
public enum InstanceLimit
{
    /// <summary>At the call, with ERROR_TOO_MANY_SESS: the service counts.</summary>
    Return,

    /// <summary>In the completion: the modem counts, and refuses with DSS_INSTANCE_LIMIT.</summary>
    Completion,
}
