namespace MbimProtocol.Messages;

/// <summary>The ErrorStatusCode of MBIM_HOST_ERROR_MSG and MBIM_FUNCTION_ERROR_MSG (MBIM 1.0, 9.3.4).</summary>
public enum MbimProtocolError : uint
{
    /// <summary>More than 1250 ms passed between two fragments of a message.</summary>
    TimeoutFragment = 1,

    /// <summary>A fragment did not have the number that was due.</summary>
    FragmentOutOfSequence = 2,

    /// <summary>InformationBufferLength or MessageLength disagrees with the bytes received.</summary>
    LengthMismatch = 3,

    /// <summary>The TransactionId belongs to a command that is still outstanding.</summary>
    DuplicatedTid = 4,

    /// <summary>A command came before OPEN or after CLOSE.</summary>
    NotOpened = 5,

    /// <summary>Any other error; the host should reset the function.</summary>
    Unknown = 6,

    /// <summary>The host cancels the outstanding command with this TransactionId.</summary>
    Cancel = 7,

    /// <summary>The MaxControlTransfer of OPEN is not supported.</summary>
    MaxTransfer = 8,
}
