using MbimClient.DeviceServices;
using MbimClient.Mbn;
using MbimClient.Tests.DeviceServices;

namespace MbimClient.Tests.Mbn;

/// <summary>A manager over a fake service, and what every test needs of it.</summary>
public abstract class MbnFixture
{
    protected static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private protected FakeService Fake { get; } = new();

    private protected MbnClient Client { get; private set; } = null!;

    private protected MbnDeviceServicesManager Manager { get; private set; } = null!;

    private protected IMbnDeviceServicesContext Context { get; private set; } = null!;

    private protected IMbnDeviceService Service { get; private set; } = null!;

    private protected virtual MbnClientOptions Options => new();

    [SetUp]
    public async Task Connect()
    {
        Client = await MbnClient.ConnectAsync(Fake, Options).WaitAsync(HangGuard);
        Manager = new MbnDeviceServicesManager(Client);
        Context = Manager.GetDeviceServicesContext(FakeService.InterfaceID);
        Service = Context.GetDeviceService(FakeService.DeviceServiceID);
    }

    [TearDown]
    public async Task Disconnect() => await Client.DisposeAsync().AsTask().WaitAsync(HangGuard);

    /// <summary>Runs what may hang on a thread of its own.</summary>
    private protected static Task Run(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(HangGuard);
}
