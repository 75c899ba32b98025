namespace MbimProtocol.Messages;

/// <summary>The CommandType field of MBIM_COMMAND_MSG.</summary>
public enum MbimCommandType : uint
{
    /// <summary>Reads state.</summary>
    Query = 0,

    /// <summary>Changes state.</summary>
    Set = 1,
}
