using MbimEmulator.Modem;
using MbimEmulator.Modem.DeviceServices;
using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Testing;

/// <summary>What a test says about its modem. Everything may be left out.</summary>
/// <example><code>
/// await using var modem = await EmulatedModem.StartAsync(o =&gt; o.Profile("sim-pin").Scenario("wrong-apn").Seed(42).Clock(new VirtualClock()));
/// </code></example>
public sealed class EmulatedModemOptions
{
    private readonly Dictionary<string, Func<DeviceServiceContext, IDeviceServiceBehaviour>> _behaviours = new(StringComparer.Ordinal);
    private readonly List<IModemPart> _parts = [];
    private ModemProfile? _profile;
    private Scenario? _scenario;
    private ulong? _seed;
    private VirtualClock? _clock;

    internal IReadOnlyDictionary<string, Func<DeviceServiceContext, IDeviceServiceBehaviour>> Behaviours => _behaviours;

    internal IReadOnlyList<IModemPart> Parts => _parts;

    internal Action<string> Output { get; private set; } = static line => Console.Out.WriteLine(line);

    internal ILoggerFactory Loggers { get; private set; } = NullLoggerFactory.Instance;

    internal ModemProfile TheProfile => _profile ?? _scenario?.Profile ?? new ModemProfile();

    internal Scenario? TheScenario => _scenario;

    internal ModemStage? Stage { get; private set; }

    internal VirtualClock? TheClock => _clock ?? (_scenario?.Clock == ScenarioClock.Virtual ? new VirtualClock() : null);

    internal ulong TheSeed => EmulatedModem.SeedOfEnvironment() ?? _seed ?? _scenario?.Seed ?? 0;

    /// <summary>What the modem is: a built-in profile's name or a YAML file. By default the scenario's, or <c>default</c>.</summary>
    /// <exception cref="Profiles.ModemProfileException">It does not exist, or something in it is wrong.</exception>
    public EmulatedModemOptions Profile(string nameOrFile) => Profile(ModemProfile.Load(nameOrFile));

    /// <summary>What the modem is.</summary>
    public EmulatedModemOptions Profile(ModemProfile profile)
    {
        _profile = profile;
        return this;
    }

    /// <summary>What goes wrong: a built-in scenario's name or a YAML file.</summary>
    /// <exception cref="ScenarioException">It does not exist, or something in it is wrong.</exception>
    public EmulatedModemOptions Scenario(string nameOrFile) => Scenario(ScenarioLibrary.Load(nameOrFile));

    /// <summary>What goes wrong.</summary>
    public EmulatedModemOptions Scenario(Scenario scenario)
    {
        _scenario = scenario;
        return this;
    }

    /// <summary>What goes wrong, as YAML text.</summary>
    /// <exception cref="ScenarioException">Something in it is wrong.</exception>
    public EmulatedModemOptions ScenarioText(string yaml) => Scenario(ScenarioLibrary.Parse("scenario", yaml));

    /// <summary>
    /// The seed of all chance; by default the scenario's, or 0. The environment variable <see cref="EmulatedModem.SeedVariable"/> is stronger, so
    /// that a failed test can be run again as it was.
    /// </summary>
    public EmulatedModemOptions Seed(ulong seed)
    {
        _seed = seed;
        return this;
    }

    /// <summary>Time that stands still until it is moved. By default time is real, unless the scenario wants it virtual.</summary>
    public EmulatedModemOptions Clock(VirtualClock clock)
    {
        _clock = clock;
        return this;
    }

    /// <summary>
    /// The modem has read its SIM, registered and attached when the test gets it, so that the test can connect at once. Its start takes its usual time, by
    /// default half a second: on a virtual clock none of the test's.
    /// </summary>
    /// <example>
    /// <code>
    /// await using var modem = await EmulatedModem.StartAsync(o => o.Registered());
    /// </code>
    /// </example>
    public EmulatedModemOptions Registered()
    {
        Stage = ModemStage.Attached;
        return this;
    }

    /// <summary>A behaviour of device services, by the name that a profile gives.</summary>
    public EmulatedModemOptions Behaviour(string name, Func<DeviceServiceContext, IDeviceServiceBehaviour> make)
    {
        _behaviours[name] = make;
        return this;
    }

    /// <summary>Where the line with the seed goes, such as xUnit's <c>ITestOutputHelper.WriteLine</c>; by default the console.</summary>
    public EmulatedModemOptions WriteTo(Action<string> writeLine)
    {
        ArgumentNullException.ThrowIfNull(writeLine);
        Output = writeLine;
        return this;
    }

    /// <summary>Where the modem logs; by default nowhere.</summary>
    public EmulatedModemOptions LogTo(ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(loggers);
        Loggers = loggers;
        return this;
    }

    /// <summary>The part of this kind; it is added when there is none yet.</summary>
    public T Part<T>()
        where T : class, IModemPart, new()
    {
        if (_parts.OfType<T>().FirstOrDefault() is { } part)
        {
            return part;
        }

        part = new T();
        _parts.Add(part);
        return part;
    }
}
