using MbimProtocol.Messages;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>Which of a host's messages have not been answered yet, by transaction id. One thread sends while another answers.</summary>
internal sealed class UnansweredRequests
{
    // More than one read of 64 KiB can hold. A host may send what gets no answer for ever; what is beyond this is not waited for.
    private const int Max = 4096;

    private readonly Lock _lock = new();
    private readonly HashSet<uint> _owed = [];

    /// <summary>Whether an answer is owed.</summary>
    public bool Any
    {
        get
        {
            lock (_lock)
            {
                return _owed.Count > 0;
            }
        }
    }

    /// <summary>The host has sent a transfer, which the function has not seen yet.</summary>
    public void Sent(ReadOnlySpan<byte> transfer)
    {
        var header = MessageHeader.Read(transfer);
        lock (_lock)
        {
            switch (header.Type)
            {
                case MbimMessageType.HostError:
                    _owed.Remove(header.TransactionId);
                    break;
                case MbimMessageType.Open or MbimMessageType.Close:
                    _owed.Clear();
                    _owed.Add(header.TransactionId);
                    break;
                default:
                    if (_owed.Count < Max)
                    {
                        _owed.Add(header.TransactionId);
                    }

                    break;
            }
        }
    }

    /// <summary>A transfer has been written to the host. A piece of a message, as a fault makes them, answers nothing.</summary>
    public void Answered(ReadOnlySpan<byte> transfer)
    {
        if (transfer.Length < MessageHeader.Size)
        {
            return;
        }

        var header = MessageHeader.Read(transfer);
        if (header.Type == MbimMessageType.IndicateStatus || (header.Type == MbimMessageType.CommandDone && !IsLastFragment(transfer)))
        {
            return;
        }

        lock (_lock)
        {
            _owed.Remove(header.TransactionId);
        }
    }

    private static bool IsLastFragment(ReadOnlySpan<byte> transfer)
    {
        if (transfer.Length < FragmentHeader.Offset + FragmentHeader.Size)
        {
            return false;
        }

        var fragment = FragmentHeader.Read(transfer[FragmentHeader.Offset..]);
        return fragment.Current + 1 >= fragment.Total;
    }
}
