using MbimProtocol.Encoding;
using MbimProtocol.Messages;

namespace MbimProtocol.Server;

/// <summary>
/// One outstanding COMMAND, in the hands of whoever answers it once, now or later. A handle to pooled state: it knows when its command is over and
/// does nothing from then on.
/// </summary>
public readonly record struct Transaction
{
    private readonly TransactionState? _state;
    private readonly uint _generation;

    internal Transaction(TransactionState state)
    {
        _state = state;
        _generation = state.Generation;
    }

    /// <summary>The host's transaction id; 0 when it is over.</summary>
    public uint TransactionId => IsOutstanding ? _state!.TransactionId : 0;

    /// <summary>The device service of the command; all zeros when it is over.</summary>
    public Guid DeviceServiceId => IsOutstanding ? _state!.Service : Guid.Empty;

    /// <summary>The layouts that the host agreed on.</summary>
    public MbimExVersion Version => _state?.Server.Version ?? MbimExVersion.V1;

    /// <summary>False once it was answered, cancelled, or the session is over; answering then does nothing.</summary>
    public bool IsOutstanding => _state is not null && _state.Generation == _generation;

    /// <summary>COMMAND_DONE with SUCCESS and this buffer.</summary>
    public void Complete<T>(in T answer)
        where T : IInformationBuffer<T> => Fail(MbimStatus.Success, answer);

    /// <summary>COMMAND_DONE with SUCCESS and an empty buffer.</summary>
    public void Complete() => Fail(MbimStatus.Success, default(EmptyBuffer));

    /// <summary>COMMAND_DONE with SUCCESS and these bytes as its information buffer.</summary>
    public void Complete(ReadOnlySpan<byte> informationBuffer)
    {
        if (IsOutstanding)
        {
            _state!.Server.Answer(_state, MbimStatus.Success, informationBuffer);
        }
    }

    /// <summary>COMMAND_DONE with a failing status and an empty buffer.</summary>
    public void Fail(MbimStatus status) => Fail(status, default(EmptyBuffer));

    /// <summary>COMMAND_DONE with a failing status and a whole buffer: REGISTER_STATE, PACKET_SERVICE, CONNECT and SERVICE_ACTIVATION alone.</summary>
    public void Fail<T>(MbimStatus status, in T answer)
        where T : IInformationBuffer<T>
    {
        if (IsOutstanding)
        {
            _state!.Server.Answer(_state, status, answer);
        }
    }
}
