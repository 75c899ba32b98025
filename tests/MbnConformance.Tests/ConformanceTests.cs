using System.Reflection;
using MbimClient.Mbn;
using MbimProtocol.Services.MobileBroadbandCalls;
using NUnit.Framework.Interfaces;

namespace MbnConformance.Tests;

/// <summary>Every documented code of every member, every event and the ways it comes about, on both paths.</summary>
[TestFixture(CallPath.InProcess)]
[TestFixture(CallPath.Pipe)]
public sealed partial class ConformanceTests(CallPath path)
{
    private const string Service = "IMbnDeviceService.";
    private const string Context = "IMbnDeviceServicesContext.";
    private const string Manager = "IMbnDeviceServicesManager.";

    private readonly Dictionary<string, Emulator> _emulators = [];
    private Application _application = null!;
    private HResult? _observed;

    private static ConformanceAttribute Row =>
        typeof(ConformanceTests).GetMethod(TestContext.CurrentContext.Test.MethodName!)!.GetCustomAttribute<ConformanceAttribute>()!;

    [SetUp]
    public async Task Start()
    {
        _observed = null;
        _application = await ApplicationAsync(Profiles.Usual);
    }

    [TearDown]
    public async Task End()
    {
        await _application.DisposeAsync();
        if (TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Passed)
        {
            var row = Row;
            Observation.All.Add(new Observation(TestContext.CurrentContext.Test.MethodName!, path, row.Member, _observed!.Value, row.Means));
        }
    }

    [OneTimeTearDown]
    public async Task EndEmulators()
    {
        foreach (var emulator in _emulators.Values)
        {
            await emulator.DisposeAsync();
        }
    }

    /// <summary>What was seen, which must be what the test's row says.</summary>
    private void Observe(HResult code)
    {
        _observed = code;
        Assert.That(HResults.SymbolOf(code), Is.EqualTo(HResults.SymbolOf(Row.Code)));
    }

    private void Observe(Action call) => Observe(Application.CodeOf(call));

    private void Observe(string completion, IMbnDeviceService service, Action<IMbnDeviceService> call)
    {
        call(service);
        Observe(_application.Expect(completion).Status);
    }

    private async Task<Emulator> EmulatorAsync(string profile)
    {
        if (!_emulators.TryGetValue(profile, out var emulator))
        {
            _emulators.Add(profile, emulator = await Emulator.StartAsync(path, profile));
        }

        return emulator;
    }

    private async Task<Application> ApplicationAsync(string profile) => new(await (await EmulatorAsync(profile)).ConnectAsync());

    private async Task UseAsync(string profile)
    {
        await _application.DisposeAsync();
        _application = await ApplicationAsync(profile);
    }

    private async Task OrderAsync(string command) => await (await EmulatorAsync(Profiles.Usual)).OrderAsync(command);
}
