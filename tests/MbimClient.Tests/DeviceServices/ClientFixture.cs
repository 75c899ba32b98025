using MbimClient.DeviceServices;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.Tests.DeviceServices;

/// <summary>A client over a fake service, with an open device service.</summary>
public abstract class ClientFixture
{
    protected static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private protected FakeService Fake { get; } = new();

    private protected MbnClient Client { get; private set; } = null!;

    private protected DeviceService Service { get; private set; } = null!;

    private protected virtual MbnClientOptions Options => new();

    [SetUp]
    public async Task Connect()
    {
        Client = await MbnClient.ConnectAsync(Fake, Options).WaitAsync(HangGuard);
        Service = await Client.OpenDeviceServiceAsync(FakeService.InterfaceID, Guid.Parse(FakeService.DeviceServiceID)).WaitAsync(HangGuard);
    }

    [TearDown]
    public async Task Disconnect() => await Client.DisposeAsync().AsTask().WaitAsync(HangGuard);

    private protected static void AssertFails(Func<Task> action, HResult error)
    {
        var exception = Assert.ThrowsAsync<MbnException>(() => action().WaitAsync(HangGuard))!;
        Assert.That(exception.Error, Is.EqualTo(error));
    }

    /// <summary>Ends when the fake has answered a call of the method, with its request id.</summary>
    private protected Task<uint> CalledAsync(MobileBroadbandCid wanted)
    {
        var called = new TaskCompletionSource<uint>(TaskCreationOptions.RunContinuationsAsynchronously);
        Fake.Called = (cid, requestId) =>
        {
            if (cid == wanted)
            {
                called.TrySetResult(requestId);
            }
        };
        return called.Task.WaitAsync(HangGuard);
    }
}
