namespace MbimProtocol.Messages;

/// <summary>The message types of MBIM 1.0, section 9. The high bit marks messages of the function.</summary>
public enum MbimMessageType : uint
{
    /// <summary>MBIM_OPEN_MSG, host to function.</summary>
    Open = 0x00000001,

    /// <summary>MBIM_CLOSE_MSG, host to function.</summary>
    Close = 0x00000002,

    /// <summary>MBIM_COMMAND_MSG, host to function; may be fragmented.</summary>
    Command = 0x00000003,

    /// <summary>MBIM_HOST_ERROR_MSG, host to function.</summary>
    HostError = 0x00000004,

    /// <summary>MBIM_OPEN_DONE, function to host.</summary>
    OpenDone = 0x80000001,

    /// <summary>MBIM_CLOSE_DONE, function to host.</summary>
    CloseDone = 0x80000002,

    /// <summary>MBIM_COMMAND_DONE, function to host; may be fragmented.</summary>
    CommandDone = 0x80000003,

    /// <summary>MBIM_FUNCTION_ERROR_MSG, function to host.</summary>
    FunctionError = 0x80000004,

    /// <summary>MBIM_INDICATE_STATUS_MSG, function to host, TransactionId 0; may be fragmented.</summary>
    IndicateStatus = 0x80000007,
}
