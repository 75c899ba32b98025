using MbimClient.DeviceServices;
using MbimEmulator;
using MbimEmulator.Modem.DeviceServices;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimClient.Tests;

/// <summary>A modem on a virtual clock, with a device service that echoes a second later; keeps what crosses, with its time.</summary>
internal sealed class VirtualModem : IAsyncDisposable
{
    public static readonly Guid EchoService = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");

    public VirtualModem()
    {
        Group = new ModemGroup(new ModemGroupOptions
        {
            TimeProvider = Clock,
            Behaviours = new Dictionary<string, Func<DeviceServiceContext, IDeviceServiceBehaviour>> { ["echo"] = context => new SlowEcho(context) },
        });
        Group.TransferObserved += (in transfer) => Note($"{transfer.Link} {transfer.Direction} {Convert.ToHexString(transfer.Bytes)}");
    }

    public VirtualClock Clock { get; } = new();

    public ModemGroup Group { get; }

    public List<string> Transcript { get; } = [];

    public TimeSpan Now => Clock.GetElapsedTime(0);

    public void Note(string what) => Transcript.Add($"{Now.TotalMilliseconds} {what}");

    public async Task<MbimDevice> OpenDeviceAsync() =>
        await MbimDevice.OpenAsync(await Group.ConnectAsync("host"), new MbimDeviceOptions { TimeProvider = Clock });

    public async Task<MbnClient> ConnectAsync() => await MbnClient.ConnectAsync(await Group.Service.ConnectAsync("application"));

    public ValueTask DisposeAsync() => Group.DisposeAsync();

    private sealed class SlowEcho(DeviceServiceContext context) : IDeviceServiceBehaviour
    {
        private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

        public void OnCommand(Transaction transaction, uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer)
        {
            var copy = informationBuffer.ToArray();
            context.Schedule(Delay, () =>
            {
                transaction.Complete(copy);
                context.Indicate(cid, copy);
            });
        }

        public void OnDatagram(byte sessionId, ReadOnlySpan<byte> datagram)
        {
            var copy = datagram.ToArray();
            context.Schedule(Delay, () => context.Send(sessionId, copy));
        }
    }
}
