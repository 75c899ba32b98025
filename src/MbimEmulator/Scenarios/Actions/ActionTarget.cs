namespace MbimEmulator.Scenarios;

/// <summary>What an action acts on.</summary>
public enum ActionTarget
{
    /// <summary>Nothing in particular: any trigger will do.</summary>
    Anything,

    /// <summary>Whatever is under way: a message, a transfer, a block or a datagram.</summary>
    Traffic,

    /// <summary>A whole message, of MBIM or of a call.</summary>
    Message,

    /// <summary>A COMMAND on its way to the function, or a call.</summary>
    Command,

    /// <summary>A message on its way to the host, which becomes one or more transfers.</summary>
    Outgoing,
}
