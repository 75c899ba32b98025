using System.Reflection;
using MbimClient.DeviceServices;
using MbimEmulator.Links;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Testing.Tests.Scenarios;
using MbimEmulator.Time;
using MbimProtocol.Services.MobileBroadbandCalls;
using NUnit.Framework.Constraints;

namespace MbimEmulator.Testing.Tests.Examples;

/// <summary>A modem with the scenario of the page that the running test names, on virtual time.</summary>
internal static class ExampleModem
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);
    private static readonly Guid Echo = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");

    /// <summary>Runs a host to its end; every rule of the scenario has to act meanwhile.</summary>
    public static async Task RunAsync(Func<EmulatedModem, Task> host)
    {
        var test = TestContext.CurrentContext.Test;
        var example = typeof(ExampleModem).Assembly.GetType(test.ClassName!)!.GetMethod(test.MethodName!)!.GetCustomAttribute<ExampleAttribute>()!;
        var scenario = ScenarioLibrary.Parse($"docs/{example.Page}", ExamplePage.Scenario(example.Page, example.Heading));
        var clock = new VirtualClock();
        await using var modem = await ScenarioModem.StartAsync(o => o.Scenario(scenario).Clock(clock));
        await clock.RunAsync(() => host(modem)).WaitAsync(HangGuard);
        foreach (var rule in scenario.Rules.ToArray())
        {
            Assert.That(await modem.Faults.CountAsync(rule.Name), Is.Positive, $"how often '{rule.Name}' has acted");
        }
    }

    /// <summary>A call of the Mobile Broadband service that fails with this HRESULT.</summary>
    public static IResolveConstraint Fails(HResult result, bool wasAccepted) => Throws.InstanceOf<MbnException>()
        .With.Property(nameof(MbnException.Error)).EqualTo(result).And.Property(nameof(MbnException.WasAccepted)).EqualTo(wasAccepted);

    /// <summary>How long something takes, in seconds.</summary>
    public static async Task<double> TimeAsync(this EmulatedModem modem, Func<Task> act)
    {
        var start = modem.Elapsed;
        await act();
        return (modem.Elapsed - start).TotalSeconds;
    }

    /// <summary>The device service echo, for an application of its own.</summary>
    public static async Task<DeviceService> OpenEchoAsync(this EmulatedModem modem, string? user = null)
    {
        var application = await modem.ConnectMbnAsync(user is null ? null : new CallerIdentity { User = user, IsOwner = true });
        return await application.OpenDeviceServiceAsync(modem.Group.InterfaceId.ToString("B"), Echo);
    }

    /// <summary>Writes numbers from 1 on, a datagram each, and gives those that the device service sends back.</summary>
    public static async Task<List<byte>> EchoAsync(this EmulatedModem modem, int count)
    {
        var session = await (await modem.OpenEchoAsync()).OpenDataSessionAsync();
        List<byte> echoed = [];
        var reading = ReadAsync();
        for (var i = 1; i <= count; i++)
        {
            await session.WriteAsync(new[] { (byte)i });
        }

        await modem.AfterAsync(1);
        await session.CloseAsync();
        await reading;
        return echoed;

        async Task ReadAsync()
        {
            await foreach (var datagram in session.ReadAllAsync())
            {
                echoed.Add(datagram.Span[0]);
            }
        }
    }
}
