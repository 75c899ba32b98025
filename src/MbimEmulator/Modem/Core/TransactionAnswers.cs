using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimEmulator.Modem.Core;

/// <summary>The two ways in which a CID answers.</summary>
internal static class TransactionAnswers
{
    /// <summary>The buffer with SUCCESS, an empty one with any other status (MBIM 1.0, 9.4.5).</summary>
    public static void Answer<T>(this Transaction transaction, MbimStatus status, in T answer)
        where T : IInformationBuffer<T>
    {
        if (status == MbimStatus.Success)
        {
            transaction.Complete(answer);
        }
        else
        {
            transaction.Fail(status);
        }
    }

    /// <summary>
    /// The buffer whatever the status, for the four CIDs that carry a network error: REGISTER_STATE, PACKET_SERVICE, CONNECT and
    /// SERVICE_ACTIVATION. INVALID_PARAMETERS says that the command was not understood and stays empty with them too.
    /// </summary>
    public static void AnswerWhole<T>(this Transaction transaction, MbimStatus status, in T answer)
        where T : IInformationBuffer<T>
    {
        if (status is MbimStatus.Success or MbimStatus.InvalidParameters)
        {
            transaction.Answer(status, answer);
        }
        else
        {
            transaction.Fail(status, answer);
        }
    }
}
