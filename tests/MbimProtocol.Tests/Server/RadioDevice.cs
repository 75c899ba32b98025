using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;

namespace MbimProtocol.Tests.Server;

/// <summary>A device that knows one CID; its switch may be turned by hand, of which the host is told.</summary>
internal sealed class RadioDevice : IMbimServerHandler
{
    private readonly MbimServer _server;
    private readonly Action<byte[]> _toHost;
    private RadioSwitchState _switch = RadioSwitchState.On;

    public RadioDevice(Action<byte[]> toHost)
    {
        _toHost = toHost;
        _server = new MbimServer(new MbimServerOptions { MaxControlTransfer = 64 }, this);
    }

    public void Receive(ReadOnlySpan<byte> transfer, TimeSpan now) => _server.Receive(transfer, now);

    public void Turn(RadioSwitchState position)
    {
        _switch = position;
        if (_server.IsOpen)
        {
            _server.IndicateStatus(BasicConnect.Id, BasicConnect.RadioState.Number, State);
        }
    }

    void IMbimServerHandler.Send(ReadOnlySpan<byte> transfer) => _toHost(transfer.ToArray());

    void IMbimServerHandler.Command(Transaction transaction, in MbimMessage command)
    {
        if (command.DeviceServiceId != BasicConnect.Id || command.Cid != BasicConnect.RadioState.Number)
        {
            transaction.Fail(MbimStatus.NoDeviceSupport);
        }
        else if (command.CommandType == MbimCommandType.Query)
        {
            transaction.Complete(State);
        }
        else if (SetRadioState.TryRead(command.InformationBuffer, transaction.Version, MbimReadMode.Tolerant, out var wanted, out _))
        {
            _switch = wanted.RadioState;
            transaction.Complete(State);
        }
        else
        {
            transaction.Fail(MbimStatus.InvalidParameters);
        }
    }

    private RadioStateInfo State => new() { HwRadioState = RadioSwitchState.On, SwRadioState = _switch };
}
