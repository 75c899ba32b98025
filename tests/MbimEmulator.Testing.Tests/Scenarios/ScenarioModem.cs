using MbimEmulator.Time;

namespace MbimEmulator.Testing.Tests.Scenarios;

/// <summary>A modem with an embedded scenario, on virtual time, and software that uses it as its host or as an application.</summary>
internal static class ScenarioModem
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    /// <summary>Runs the software to its end; what it does has to be good MBIM.</summary>
    public static async Task RunAsync(string scenario, Func<EmulatedModem, Task> software)
    {
        var clock = new VirtualClock();
        await using var modem = await StartAsync(o => o.Scenario(scenario).Clock(clock));
        await clock.RunAsync(() => software(modem)).WaitAsync(HangGuard);
        modem.Journal.Verify().NoFindings();
    }

    /// <summary>A modem that says nothing on the console.</summary>
    public static Task<EmulatedModem> StartAsync(Action<EmulatedModemOptions> configure) => EmulatedModem.StartAsync(o =>
    {
        o.WriteTo(static _ => { });
        configure(o);
    });

    extension(EmulatedModem modem)
    {
        /// <summary>How long the modem has run.</summary>
        public TimeSpan Elapsed => modem.Clock.GetElapsedTime(0);

        /// <summary>Waits.</summary>
        public Task AfterAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), modem.Clock);

        /// <summary>Waits until the modem has run so long.</summary>
        public Task AtAsync(double seconds) => modem.AfterAsync(seconds - modem.Elapsed.TotalSeconds);
    }
}
