using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Radio;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Cells;

/// <summary>
/// Where the modem is: the cells that it hears, and the one in which it is registered. BASE_STATIONS_INFO, and LOCATION_INFO_STATUS, which is told when the area
/// becomes another. The cells are around the modem, so that they outlive its power.
/// </summary>
internal sealed class CellsModule : ModemModule
{
    private const uint FirstOfRange2 = 2016667;

    private readonly ModuleContext _modem;
    private readonly RadioModule _radio;
    private Dictionary<string, CellProfile>? _changed;
    private SignalProfile _signal;
    private CellProfile? _position;
    private DataClass _preferred;
    private bool _isLost;
    private LocationInfo _told = new() { LocationAreaCode = BaseStationsInfo.NotAvailable, TrackingAreaCode = BaseStationsInfo.NotAvailable };
    private CellDrive? _drive;

    public CellsModule(ModuleContext modem, RadioModule radio) => (_modem, _radio, _signal) = (modem, radio, modem.Profile.Signal);

    public static ModuleDescription Description { get; } = new("cells")
    {
        Changes = CellChanges.All,
        States =
        [
            ModuleState.Of<CellsModule, ServingRat>("servingRat", cells => cells.Serving is { } cell ? (ServingRat)cell.Rat + 1 : ServingRat.None),
            ModuleState.Of<CellsModule>("areaCode", cells => cells.Serving?.AreaCode ?? 0) with { Max = 0xFFFFFF },
        ],
    };

    /// <summary>The modem is somewhere else, at the provider of this id, or hears something else where it is, with null.</summary>
    public event Action<string?>? Moved;

    /// <summary>What is heard has other levels, or is something else.</summary>
    public event Action? Heard;

    /// <summary>The cell in which the modem is registered; null if it is not.</summary>
    public CellProfile? Serving { get; private set; }

    /// <summary>The NR cell beside it (EN-DC); null for none.</summary>
    public CellProfile? Secondary => Serving is { } cell ? SecondaryOf(cell) : null;

    /// <summary>The data classes of the modem in the cell in which it is registered.</summary>
    public DataClass DataClasses => Serving is { } cell ? ClassesOf(cell) : DataClass.None;

    /// <summary>The one of them that it uses.</summary>
    public DataClass CurrentClass => CellMeasures.Highest(_preferred == DataClass.None ? DataClasses : DataClasses & _preferred);

    /// <summary>Where the NR cells that serve are, below 24.25 GHz or above (3GPP TS 38.104).</summary>
    public FrequencyRange FrequencyRange =>
        (Serving?.Rat == CellRat.Nr ? Serving : Secondary) is { Arfcn: { } arfcn } ? arfcn < FirstOfRange2 ? FrequencyRange.Range1 : FrequencyRange.Range2 : FrequencyRange.Unknown;

    /// <summary>The cell whose signal the modem measures: the serving one, or else one that it hears; null if it hears none.</summary>
    public CellProfile? Measured => _radio.IsOn && !_isLost ? Here : null;

    /// <summary>Whether some cell is heard while the radio is on.</summary>
    public bool HasCoverage => !_isLost && Places.Any(IsHeard);

    /// <summary>The provider of the cell to which the modem was moved; null if it was not.</summary>
    public string? PlaceId => _position?.Provider;

    /// <summary>The way that the modem drives.</summary>
    public CellDrive Drive => _drive ??= new CellDrive(_modem, this);

    /// <summary>All to which the modem can be moved.</summary>
    public IEnumerable<CellProfile> Places => Listed.Concat(Made);

    /// <summary>The ways that the profile has.</summary>
    public IEnumerable<DriveProfile> Drives => _modem.Profile.Network.Drives;

    private MbimArray<CellProfile> Profiled => _modem.Profile.Network.Cells;

    private CellProfile? Here => Serving ?? (_position is { } place && IsHeard(Now(place)) ? Now(place) : Places.FirstOrDefault(IsHeard));

    private IEnumerable<CellProfile> Listed => Profiled.Where(cell => IsOnAir(cell.Provider)).Select(Now);

    private IEnumerable<CellProfile> Made =>
        _modem.Profile.Network.Providers.Where(provider => Profiled.All(cell => cell.Provider != provider.Id)).Select(provider => MakeServing(provider.Id));

    public static void Register(ModuleHandlers<CellsModule> handlers)
    {
        handlers.Query(MsBasicConnectExtensions.BaseStationsInfo, static (cells, transaction, request) => cells.Query(transaction, request));
        handlers.Query(MsBasicConnectExtensions.LocationInfoStatus, static (cells, transaction, _) => transaction.Complete(cells.Location()));
    }

    public override void TellState(StateQuery query)
    {
        query.Tell(MsBasicConnectExtensions.LocationInfoStatus, Location());
        query.Tell(MsBasicConnectExtensions.BaseStationsInfo, Describe(BaseStations.Default));
    }

    /// <summary>Whether the modem can register with a provider: one of its cells is heard, and has a data class that the host prefers.</summary>
    public CellProfile? Choose(string providerId)
    {
        if (_isLost)
        {
            return null;
        }

        var cells = Places.Where(cell => cell.Provider == providerId && CanUse(cell));
        return _position is { } place && place.Provider == providerId && CanUse(Now(place)) ? Now(place) : cells.FirstOrDefault();
    }

    /// <summary>How well a provider is heard in a scan, 0 to 31 or 99; null if it is not heard.</summary>
    public uint? RssiOf(ProviderProfile provider) =>
        Listed.Where(cell => cell.Provider == provider.Id && IsHeard(cell)).Select(cell => (uint?)CellMeasures.Rssi(cell)).FirstOrDefault()
        ?? (Made.Any(cell => cell.Provider == provider.Id && IsHeard(cell)) ? provider.Rssi : null);

    /// <summary>Whether some cell has one of these data classes.</summary>
    public bool Offers(DataClass classes) => Places.Any(cell => (ClassesOf(cell) & classes) != 0);

    /// <summary>The host prefers these data classes; none for any.</summary>
    public void Prefer(DataClass classes) => _preferred = classes;

    /// <summary>The modem is registered with this provider from now on, or with none.</summary>
    public void Camp(string? providerId) => Serving = providerId is null ? null : Choose(providerId);

    /// <summary>The host has been told of the registration; it hears of the signal and of the area next.</summary>
    public void Tell()
    {
        Heard?.Invoke();
        var location = Location();
        if (HasArea(location) && (location.LocationAreaCode != _told.LocationAreaCode || location.TrackingAreaCode != _told.TrackingAreaCode))
        {
            _modem.Notify(MsBasicConnectExtensions.LocationInfoStatus, location);
        }

        _told = location;
    }

    /// <summary>The modem leaves coverage, or comes back.</summary>
    public void SetLost(bool isLost)
    {
        _isLost = isLost;
        Moved?.Invoke(null);
    }

    /// <summary>The modem goes where its provider says next time, and not where it was moved.</summary>
    public void Forget() => _position = null;

    /// <summary>Somebody takes the modem to a cell; there is coverage there.</summary>
    public void MoveTo(CellProfile place)
    {
        (_isLost, _position) = (false, place);
        Moved?.Invoke(place.Provider);
    }

    /// <summary>A cell has become another, which has its name.</summary>
    public void Change(CellProfile cell)
    {
        (_changed ??= [])[cell.Name] = cell;
        Moved?.Invoke(null);
    }

    /// <summary>What is measured is heard with this RSSI from now on: 0 to 31, or 99 for not known.</summary>
    public void SetRssi(uint rssi)
    {
        if (Here is { } cell && (Profiled.Any(listed => listed.Name == cell.Name) || _changed?.ContainsKey(cell.Name) == true))
        {
            (_changed ??= [])[cell.Name] = CellMeasures.With(cell, rssi);
        }
        else
        {
            var moves = _signal.Rsrp != CellMeasures.UnknownRsrp && _signal.Rssi != CellMeasures.UnknownRssi && rssi != CellMeasures.UnknownRssi;
            _signal = _signal with { Rssi = rssi, Rsrp = moves ? (uint)Math.Clamp((int)_signal.Rsrp + (2 * ((int)rssi - (int)_signal.Rssi)), 0, 126) : _signal.Rsrp };
        }

        Camp(Serving?.Provider);
        Heard?.Invoke();
    }

    /// <summary>The cell of this name: one to which the modem can be moved, or one that is made beside it.</summary>
    public CellProfile? Find(string name) =>
        Places.FirstOrDefault(cell => cell.Name == name) ?? Made.SelectMany(NeighborsOfMade).FirstOrDefault(cell => cell.Name == name);

    /// <summary>Whether the modem hears a cell: it has the technology, and the level is not below what it can tell.</summary>
    public bool IsHeard(CellProfile cell) =>
        (cell.Level is null || cell.Level >= CellTechnology.Of(cell.Rat).MinLevel)
        && (cell.DataClass == DataClass.None || IsNsaCell(cell) || ((cell.DataClass ?? CellTechnology.Of(cell.Rat).DataClass) & _modem.Profile.Capabilities.DataClass) != 0);

    /// <summary>Whether it is one of a provider that refuses the subscriber.</summary>
    public bool IsForbidden(CellProfile cell) =>
        _modem.Profile.Network.Providers.Any(provider => provider.Id == cell.Provider && provider.Kind == ProviderKind.Forbidden);

    /// <summary>LOCATION_INFO_STATUS.</summary>
    public LocationInfo Location()
    {
        var isTracked = Serving?.Rat is CellRat.Lte or CellRat.Nr;
        var area = Serving?.Rat is null or CellRat.Cdma ? BaseStationsInfo.NotAvailable : Serving.AreaCode ?? BaseStationsInfo.NotAvailable;
        return new LocationInfo
        {
            LocationAreaCode = isTracked ? BaseStationsInfo.NotAvailable : area,
            TrackingAreaCode = isTracked ? area : BaseStationsInfo.NotAvailable,
            CellId = Serving?.CellId is { } id and <= uint.MaxValue ? (uint)id : BaseStationsInfo.NotAvailable,
        };
    }

    private static bool HasArea(LocationInfo location) =>
        location.LocationAreaCode != BaseStationsInfo.NotAvailable || location.TrackingAreaCode != BaseStationsInfo.NotAvailable;

    private bool IsNsaCell(CellProfile cell) => cell.Rat == CellRat.Nr && (_modem.Profile.Capabilities.DataClass & DataClass.FiveGNsa) != 0;

    private bool IsOnAir(string providerId) => _modem.Profile.Network.Providers.Any(provider => provider.Id == providerId);

    private CellProfile Now(CellProfile cell) => _changed?.GetValueOrDefault(cell.Name) ?? cell;

    private CellProfile MakeServing(string providerId) => Now(MadeCells.Serving(_modem.Profile, _signal, providerId));

    private IEnumerable<CellProfile> NeighborsOfMade(CellProfile made) => MadeCells.Neighbors(_modem.Profile, made).Select(Now);

    private bool CanUse(CellProfile cell) => IsHeard(cell) && (_preferred == DataClass.None ? cell.DataClass == DataClass.None || ClassesOf(cell) != 0 : (ClassesOf(cell) & _preferred) != 0);

    private CellProfile? SecondaryOf(CellProfile cell) =>
        cell.Endc is { } name && (_modem.Profile.Capabilities.DataClass & DataClass.FiveGNsa) != 0
        && (Listed.FirstOrDefault(other => other.Name == name) ?? NeighborsOfMade(cell).FirstOrDefault(other => other.Name == name)) is { } secondary && IsHeard(secondary)
            ? secondary
            : null;

    private DataClass ClassesOf(CellProfile cell)
    {
        var had = _modem.Profile.Capabilities.DataClass;
        var classes = (cell.DataClass ?? CellTechnology.Of(cell.Rat).DataClass) & had;
        return cell.Endc is null ? classes : SecondaryOf(cell) is null ? classes & ~DataClass.FiveGNsa : classes | (had & DataClass.FiveGNsa);
    }

    private void Query(Transaction transaction, BaseStationsQuery request)
    {
        var info = Describe(request);
        if (_radio.Status != MbimStatus.Success || BaseStations.IsEmpty(info, transaction.Version))
        {
            transaction.Fail(_radio.Status != MbimStatus.Success ? _radio.Status : Serving is null ? MbimStatus.NotRegistered : MbimStatus.Failure);
            return;
        }

        transaction.Complete(info);
    }

    private BaseStationsInfo Describe(BaseStationsQuery request)
    {
        if (Measured is not { } measured)
        {
            return new BaseStationsInfo();
        }

        var secondary = Secondary;
        var around = Profiled.Count > 0 ? Listed : NeighborsOfMade(measured).Prepend(measured);
        return BaseStations.Describe(
            Serving, secondary, around.Where(cell => IsHeard(cell) && cell.Name != Serving?.Name && cell.Name != secondary?.Name), request, CurrentClass, _modem.UtcNow);
    }
}
