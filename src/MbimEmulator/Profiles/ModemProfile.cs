using MbimProtocol.Encoding;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Profiles;

/// <summary>
/// What a simulated modem is and how it behaves. Read from YAML, embedded by name or from a file; a profile made in code starts as the
/// embedded profile <c>default</c>.
/// </summary>
/// <example><code>
/// var profile = ModemProfile.Load("sim-pin");
/// </code></example>
public sealed record ModemProfile
{
    /// <summary>The most slots that a modem has.</summary>
    public const int MaxSlots = 8;

    /// <summary>The most executors that a device has.</summary>
    public const int MaxExecutors = 4;

    /// <summary>The names of the embedded profiles, <c>default</c> first.</summary>
    public static IReadOnlyList<string> Names => EmbeddedProfiles.Names;

    /// <summary>The embedded name, or the file it was read from.</summary>
    public string Name { get; init; } = EmbeddedProfiles.DefaultName;

    /// <summary>One sentence for people.</summary>
    public string Description { get; init; } = "An LTE modem with a ready SIM that registers with its home network by itself.";

    /// <summary>Paths by which clients of a proxy endpoint may name this modem.</summary>
    public MbimArray<string> DevicePaths { get; init; } = ["/dev/cdc-wdm0"];

    /// <summary>The limits and habits of the MBIM function.</summary>
    public FunctionProfile Function { get; init; } = new();

    /// <summary>Who the modem says it is.</summary>
    public IdentityProfile Identity { get; init; } = new();

    /// <summary>What its USB descriptors say.</summary>
    public UsbProfile Usb { get; init; } = new();

    /// <summary>What the modem says it can.</summary>
    public CapabilitiesProfile Capabilities { get; init; } = new();

    /// <summary>The SIM in the first slot.</summary>
    public SimProfile Sim { get; init; } = new();

    /// <summary>What is in the further slots, from slot 1, at most <see cref="MaxSlots"/> - 1. They take no cards from outside.</summary>
    public MbimArray<SimProfile> Slots { get; init; } = [ModemIdentities.SimOfSlot(1) with { Condition = SimCondition.Absent }];

    /// <summary>The slot that the modem uses when it has never been told which; the further executors use the others, in their order.</summary>
    public int MappedSlot { get; init; }

    /// <summary>
    /// How many executors the device has, 1 to <see cref="MaxExecutors"/> and not more than slots: each is a function of its own, which registers with the
    /// card in a slot of its own ("MB Multi-SIM operations"). <c>ModemDevice</c> makes such a device.
    /// </summary>
    public int Executors { get; init; } = 1;

    /// <summary>The networks around it.</summary>
    public NetworkProfile Network { get; init; } = new();

    /// <summary>How it attaches to LTE.</summary>
    public LteAttachProfile LteAttach { get; init; } = new();

    /// <summary>The configurations that it has for carriers.</summary>
    public ConfigurationProfile Configuration { get; init; } = new();

    /// <summary>With what it registers in 5G networks, until its host sets something else.</summary>
    public RegistrationParametersInfo FiveG { get; init; } = new();

    /// <summary>How well it hears them.</summary>
    public SignalProfile Signal { get; init; } = new();

    /// <summary>How it backs off from its transmission power.</summary>
    public SarProfile Sar { get; init; } = new();

    /// <summary>What the networks tell of time and time zone.</summary>
    public NitzProfile Nitz { get; init; } = new();

    /// <summary>What it does when its host shuts down.</summary>
    public HostShutdownProfile HostShutdown { get; init; } = new();

    /// <summary>How it goes from one carrier to another.</summary>
    public MulticarrierProfile Multicarrier { get; init; } = new();

    /// <summary>IP sessions.</summary>
    public ContextsProfile Contexts { get; init; } = new();

    /// <summary>What is behind it, unless it is given another network.</summary>
    public InternetProfile Internet { get; init; } = new();

    /// <summary>Which of the emulator's services it has.</summary>
    public ServicesProfile Services { get; init; } = new();

    /// <summary>Streams that may be open at once over all device services.</summary>
    public int MaxDssSessions { get; init; } = 8;

    /// <summary>Device services beside the standard ones.</summary>
    public DeviceServicesProfile DeviceServices { get; init; } = new();

    /// <summary>How the Mobile Broadband service treats its device services.</summary>
    public MobileBroadbandProfile MobileBroadband { get; init; } = new();

    /// <summary>How long things take.</summary>
    public TimingsProfile Timings { get; init; } = new();

    /// <summary>What the specification leaves open.</summary>
    public ChoicesProfile Choices { get; init; } = new();

    /// <summary>What it has for modules beside the built-in ones.</summary>
    internal MbimArray<ProfilePart> Parts { get; init; }

    /// <summary>What it has in a section of a module beside the built-in ones; what its <see cref="ProfileSection{T}"/> says where it has none.</summary>
    /// <exception cref="InvalidOperationException">No module has such a section.</exception>
    public T Section<T>()
        where T : notnull
    {
        var section = ProfileSections.Find<T>();
        return Parts.FirstOrDefault(part => part.Section == section) is { } part ? (T)part.Value : section.Absent;
    }

    /// <summary>The profile with another section of a module beside the built-in ones.</summary>
    /// <exception cref="InvalidOperationException">No module has such a section.</exception>
    public ModemProfile WithSection<T>(T value)
        where T : notnull
    {
        var section = ProfileSections.Find<T>();
        return this with { Parts = [.. Parts.Where(part => part.Section != section), new ProfilePart(section, value)] };
    }

    /// <summary>Reads an embedded profile by its name, or a profile from a YAML file.</summary>
    /// <exception cref="ModemProfileException">It does not exist, cannot be read, or something in it is wrong.</exception>
    public static ModemProfile Load(string nameOrFile) => ProfileLoader.Load(nameOrFile);

    /// <summary>Reads a profile from YAML text.</summary>
    /// <param name="name">Names the text in errors, and the profile that does not name itself.</param>
    /// <param name="text">The text, at most 1 Mi characters.</param>
    /// <exception cref="ModemProfileException">Something in it is wrong.</exception>
    public static ModemProfile Parse(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(text);
        return ProfileLoader.Parse(name, text);
    }

    /// <summary>The YAML text of an embedded profile.</summary>
    /// <exception cref="ModemProfileException">There is no such profile.</exception>
    public static string ReadText(string name) => EmbeddedProfiles.ReadText(name);
}
