using System.Globalization;
using System.Text;
using MbimClient;
using MbimClient.DeviceServices;
using MbimEmulator.Capture;
using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.Time;

namespace MbimEmulator.Testing;

/// <summary>
/// A simulated modem that belongs to one test: nothing of it is shared with another test of the process, and nothing is left when it is disposed.
/// </summary>
/// <example><code>
/// await using var modem = await EmulatedModem.StartAsync(o =&gt; o.Profile("no-sim").Seed(42));
/// await using var device = await modem.ConnectAsync();
/// var ready = await device.QueryAsync(BasicConnect.SubscriberReadyStatus);
/// modem.Journal.Verify().Once("SUBSCRIBER_READY_STATUS query");
/// </code></example>
public sealed class EmulatedModem : IAsyncDisposable
{
    /// <summary>The environment variable with the seed that is used instead of every test's own.</summary>
    public const string SeedVariable = "MBIM_EMULATOR_SEED";

    private readonly MobileBroadbandService _service;
    private readonly ModemDevice _device;
    private readonly IReadOnlyList<IModemPart> _parts;
    private readonly VirtualClock? _clock;
    private readonly string _profile;

    private EmulatedModem(EmulatedModemOptions options)
    {
        Seed = options.TheSeed;
        _clock = options.TheClock;
        _parts = options.Parts;
        var profile = options.TheProfile;
        _profile = profile.Name;
        TimeProvider = (TimeProvider?)_clock ?? TimeProvider.System;
        Journal = new MessageJournal(new MessageJournalOptions { TimeProvider = TimeProvider, Note = RunAgain });
        _service = new MobileBroadbandService(
            new MobileBroadbandServiceOptions { TimeProvider = TimeProvider, Journal = Journal, LoggerFactory = options.Loggers });
        _device = new ModemDevice(new ModemGroupOptions
        {
            Profile = profile,
            Scenario = options.TheScenario,
            Service = _service,
            Seed = Seed,
            Journal = Journal,
            TimeProvider = TimeProvider,
            Behaviours = options.Behaviours,
            LoggerFactory = options.Loggers,
        });
        foreach (var executor in Executors)
        {
            _ = new JournalLinter(executor, Journal);
        }

        State = new ModemState(Group);
        Faults = new ModemFaults(Group);
    }

    /// <summary>The seed that the modem runs with.</summary>
    public ulong Seed { get; }

    /// <summary>The modem itself, for what has no handle here; of a device with several executors the first one.</summary>
    public ModemGroup Group => Executors[0];

    /// <summary>
    /// The executors of the device, as many as the profile says (<c>executors</c>); usually one. <c>new ModemState(modem.Executors[1])</c> is the second one's
    /// state.
    /// </summary>
    public IReadOnlyList<ModemGroup> Executors => _device.Executors;

    /// <summary>What the modem is like, and what people and the network do to it.</summary>
    public ModemState State { get; }

    /// <summary>What goes wrong.</summary>
    public ModemFaults Faults { get; }

    /// <summary>What crossed, and assertions about it.</summary>
    public MessageJournal Journal { get; }

    /// <summary>The modem's time, real or virtual.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>The modem's virtual time.</summary>
    /// <exception cref="InvalidOperationException">Its time is real.</exception>
    public VirtualClock Clock =>
        _clock ?? throw new InvalidOperationException($"The modem uses real time; start it with Clock(new VirtualClock()) to move it. {RunAgain}");

    /// <summary>The seed, and how to run the test with it again.</summary>
    public string RunAgain => string.Create(CultureInfo.InvariantCulture, $"The modem's seed was {Seed}; {SeedVariable}={Seed} reproduces the run.");

    /// <summary>Starts a modem.</summary>
    /// <param name="configure">What the modem is; null for a healthy one.</param>
    /// <param name="cancellationToken">Ends the start of what the test wants beside it.</param>
    /// <exception cref="FormatException">The variable <see cref="SeedVariable"/> is no number.</exception>
    /// <exception cref="Modem.ModemStageException">The modem is to be registered, and cannot: it has no SIM, for example.</exception>
    public static async Task<EmulatedModem> StartAsync(Action<EmulatedModemOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new EmulatedModemOptions();
        configure?.Invoke(options);
        var modem = new EmulatedModem(options);
        try
        {
            options.Output(string.Create(CultureInfo.InvariantCulture, $"mbim-emulator: profile {modem._profile}, seed {modem.Seed}"));
            foreach (var part in modem._parts)
            {
                await part.StartAsync(modem, cancellationToken).ConfigureAwait(false);
            }

            if (options.Stage is { } stage)
            {
                await modem.State.WaitForAsync(stage, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            await modem.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return modem;
    }

    /// <summary>Opens the modem as its one host, in this process.</summary>
    /// <exception cref="IOException">Another host has the modem.</exception>
    /// <exception cref="MbimException">The modem did not open.</exception>
    public Task<MbimDevice> ConnectAsync(MbimDeviceOptions? options = null, CancellationToken cancellationToken = default) => ConnectAsync(0, options, cancellationToken);

    /// <summary>Opens the function of one executor as its one host, in this process.</summary>
    /// <param name="executor">The executor, from 0.</param>
    /// <param name="options">Options of the host; null for the defaults.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    /// <exception cref="IOException">Another host has it.</exception>
    /// <exception cref="MbimException">It did not open.</exception>
    public async Task<MbimDevice> ConnectAsync(int executor, MbimDeviceOptions? options = null, CancellationToken cancellationToken = default)
    {
        var transport = await Executors[executor].ConnectAsync("test", cancellationToken).ConfigureAwait(false);
        return await MbimDevice.OpenAsync(transport, OnTime(options ?? new MbimDeviceOptions()), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Connects an application to the Mobile Broadband service that has the modem. The client takes either shape:
    /// <c>new MbnDeviceServicesManager(client)</c> is mbnapi's, <c>MobileBroadbandModem.GetDefault(client)</c> is WinRT's.
    /// </summary>
    /// <param name="caller">Who the application is; by default the emulator's own user, who may do everything.</param>
    /// <param name="options">Options of the client; null for the defaults.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    /// <exception cref="MbnException">The service did not open the session.</exception>
    public async Task<MbnClient> ConnectMbnAsync(
        CallerIdentity? caller = null, MbnClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        var transport = await _service.ConnectAsync("test", caller, cancellationToken).ConfigureAwait(false);
        return await MbnClient.ConnectAsync(transport, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The part of this kind.</summary>
    /// <exception cref="InvalidOperationException">The modem was started without it.</exception>
    public T Part<T>()
        where T : class, IModemPart =>
        _parts.OfType<T>().FirstOrDefault() ?? throw new InvalidOperationException($"The modem was started without {typeof(T).Name}. {RunAgain}");

    /// <summary>What to look at when the test failed: the seed, and the journal, a line for each entry. Personal data is masked.</summary>
    public string Report()
    {
        var text = new StringBuilder(RunAgain).Append('\n');
        if (Journal.Statistics.Dropped > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"(the journal has {Journal.Statistics})\n");
        }

        foreach (var entry in Journal.Read())
        {
            text.Append(JournalRenderer.ToLine(entry)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Writes what crossed as a pcapng capture. Personal data is in it as it crossed.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void WriteCapture(Stream output) => JournalCapture.Write(Journal.Read(), output);

    /// <summary>Ends everything: the parts, then the modem, whose hosts find their connection ended. What a part throws comes out when all have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        List<Exception> errors = [];
        foreach (var part in (IAsyncDisposable[])[.. _parts.Reverse(), _device, _service])
        {
            try
            {
                await part.DisposeAsync().ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Whatever a part throws, the others have to end; the test is told behind them.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                errors.Add(exception);
            }
        }

        if (errors.Count > 0)
        {
            throw errors.Count == 1 ? errors[0] : new AggregateException(errors);
        }
    }

    internal static ulong? SeedOfEnvironment()
    {
        var text = Environment.GetEnvironmentVariable(SeedVariable);
        return string.IsNullOrEmpty(text) ? null
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed
            : throw new FormatException($"{SeedVariable} is '{text}'; expected a seed, 0 to {ulong.MaxValue}.");
    }

    private MbimDeviceOptions OnTime(MbimDeviceOptions options) =>
        _clock is not null && options.TimeProvider == TimeProvider.System ? options with { TimeProvider = _clock } : options;
}
