namespace MbimEmulator.ScenarioFiles;

/// <summary>The triggers that actions can follow.</summary>
internal static class ActionTriggers
{
    /// <summary>What the function sends to its host as a whole message.</summary>
    public static readonly string[] OfFunction = ["openDone", "closeDone", "functionError", "commandDone", "indicateStatus"];

    /// <summary>What goes to the host as a whole message.</summary>
    public static readonly string[] Outgoing = [.. OfFunction, "return", "completion"];

    /// <summary>What has a device service and a CID.</summary>
    public static readonly string[] WithCid = ["command", "commandDone", "indicateStatus", "call", "return", "completion"];

    /// <summary>What can be fragmented and goes to the host.</summary>
    public static readonly string[] Fragmentable = ["commandDone", "indicateStatus", "return", "completion"];

    /// <summary>What is answered, and answers.</summary>
    public static readonly string[] Answered = ["open", "openDone", "close", "closeDone", "command", "commandDone"];

    /// <summary>Whole messages.</summary>
    public static readonly string[] Message =
        ["open", "openDone", "close", "closeDone", "hostError", "functionError", "command", "commandDone", "indicateStatus", "message", "call", "return", "completion"];

    /// <summary>Whatever crosses.</summary>
    public static readonly string[] Traffic = [.. Message, "transfer", "block", "datagram"];
}
