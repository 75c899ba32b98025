using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Tests.Host;

namespace MbimProtocol.Tests.Server;

internal sealed class DeviceTests : IDisposable
{
    private static readonly HostCommand RadioState = new(BasicConnect.Id, BasicConnect.RadioState.Number, MbimCommandType.Query, TimeSpan.FromSeconds(10));

    private readonly RecordingHandler _handler = new();
    private readonly MbimHost<string> _host;
    private readonly RadioDevice _device;
    private readonly Queue<byte[]> _toHost = [];

    public DeviceTests()
    {
        _host = new MbimHost<string>(new MbimHostOptions { MaxControlTransfer = 64 }, _handler);
        _device = new RadioDevice(_toHost.Enqueue);
    }

    public void Dispose() => _host.Dispose();

    [Test]
    public void A_device_that_is_built_on_the_server_is_opened_asked_and_closed_by_a_host()
    {
        _host.Open(default, "open");
        Carry();
        _host.Command(RadioState, [], default, "query");
        _host.Command(RadioState with { CommandType = MbimCommandType.Set }, new SetRadioState { RadioState = RadioSwitchState.Off }, MbimExVersion.V1, default, "set");
        _host.Command(RadioState with { Cid = 99 }, [], default, "unknown");
        Carry();
        _device.Turn(RadioSwitchState.On);
        Carry();
        _host.Close(default, "close");
        Carry();
        Assert.That(_handler.Completions, Is.EqualTo(new[]
        {
            "open: Success", "query: Success 0100000001000000", "set: Success 0100000000000000", "unknown: NoDeviceSupport", "close: Success",
        }));
        Assert.That(_handler.Indications, Is.EqualTo(new[] { $"{BasicConnect.Id} 3 0100000001000000" }));
        Assert.That((_host.State, _host.StrayTransfers, _host.MalformedTransfers), Is.EqualTo((MbimHostState.Closed, 0L, 0L)));
    }

    [Test]
    public void A_command_of_any_length_comes_in_fragments()
    {
        _host.Open(default, "open");
        Carry();
        _host.Command(RadioState, new byte[3000], default, "long");
        Carry();
        Assert.That(_handler.Completions, Is.EqualTo(new[] { "open: Success", "long: Success 0100000001000000" }));
    }

    private void Carry()
    {
        do
        {
            foreach (var transfer in _handler.Sent.ToList())
            {
                _device.Receive(transfer, default);
            }

            _handler.Sent.Clear();
            while (_toHost.TryDequeue(out var transfer))
            {
                _host.Receive(transfer, default);
            }
        }
        while (_handler.Sent.Count > 0);
    }
}
