using MbimClient.DeviceServices;
using MbimEmulator;
using MbimEmulator.Links;
using MbimEmulator.Modem.DeviceServices;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimClient.Tests.DeviceServices;

/// <summary>An emulated modem behind the emulator's own Mobile Broadband service; its echo service also tells events.</summary>
internal sealed class EmulatedModem : IAsyncDisposable
{
    public static readonly Guid EchoService = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");

    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly ModemGroup _group;

    private EmulatedModem(ModemGroup group, MbnClient client, string interfaceId)
    {
        _group = group;
        Client = client;
        InterfaceId = interfaceId;
    }

    public MbnClient Client { get; }

    public string InterfaceId { get; }

    public static async Task<EmulatedModem> StartAsync(ModemProfile? profile = null, CallerIdentity? caller = null)
    {
        var group = new ModemGroup(new ModemGroupOptions
        {
            Profile = profile ?? new ModemProfile(),
            Behaviours = new Dictionary<string, Func<DeviceServiceContext, IDeviceServiceBehaviour>> { ["echo"] = context => new Teller(context) },
        });
        var client = await MbnClient.ConnectAsync(await group.Service.ConnectAsync("test", caller)).WaitAsync(HangGuard);
        var interfaces = await client.GetInterfacesAsync().WaitAsync(HangGuard);
        return new EmulatedModem(group, client, interfaces[0].InterfaceId);
    }

    public Task<DeviceService> OpenEchoAsync() => Client.OpenDeviceServiceAsync(InterfaceId, EchoService).WaitAsync(HangGuard);

    public Task RemoveAsync() => _group.RemoveAsync().WaitAsync(HangGuard);

    public Task InsertAsync() => _group.InsertAsync().WaitAsync(HangGuard);

    /// <summary>The modem and its service are gone.</summary>
    public ValueTask StopAsync() => _group.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync().AsTask().WaitAsync(HangGuard);
        await _group.DisposeAsync().AsTask().WaitAsync(HangGuard);
    }

    /// <summary>Echoes; a set is also told as an event.</summary>
    private sealed class Teller(DeviceServiceContext context) : IDeviceServiceBehaviour
    {
        public void OnCommand(Transaction transaction, uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer)
        {
            transaction.Complete(informationBuffer);
            if (commandType == MbimCommandType.Set)
            {
                context.Indicate(cid, informationBuffer);
            }
        }

        public void OnDatagram(byte sessionId, ReadOnlySpan<byte> datagram) => context.Send(sessionId, datagram);
    }
}
