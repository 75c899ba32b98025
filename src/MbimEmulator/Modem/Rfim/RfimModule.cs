using MbimEmulator.Modem.Cells;
using MbimEmulator.Modem.Contexts;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Radio;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.IntelThermalRfService;

namespace MbimEmulator.Modem.Rfim;

/// <summary>RFIM of Intel's thermal service: the frequencies of the serving cells. A host that has activated it is told other ones.</summary>
internal sealed class RfimModule : ModemModule
{
    private readonly ModuleContext _modem;
    private readonly RadioModule _radio;
    private readonly CellsModule _cells;
    private readonly ContextsModule _contexts;
    private bool _isActive;
    private RfimInfo _known;

    public RfimModule(ModuleContext modem, RadioModule radio, CellsModule cells, ContextsModule contexts)
    {
        (_modem, _radio, _cells, _contexts) = (modem, radio, cells, contexts);
        cells.Heard += TellIfOther;
        radio.On += TellIfOther;
    }

    public static ModuleDescription Description { get; } = new("rfim");

    public static void Register(ModuleHandlers<RfimModule> handlers)
    {
        handlers.Query(IntelThermalRf.Rfim, static (rfim, transaction, _) => transaction.Complete(rfim.Describe()));
        handlers.Set(IntelThermalRf.Rfim, static (rfim, transaction, request) => rfim.Set(transaction, request));
    }

    public override void TellState(StateQuery query) => query.Tell(IntelThermalRf.Rfim, Describe());

    public override void Restart(ModemReset reset) => _isActive = false;

    private void Set(Transaction transaction, SetRfim request)
    {
        if (request.ActivationState > 1)
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        _isActive = request.ActivationState == 1;
        _known = Describe();
        transaction.Complete(_known);
    }

    private void TellIfOther()
    {
        if (_isActive && Describe() is var now && !Frequencies(now).SequenceEqual(Frequencies(_known)))
        {
            _known = now;
            _modem.Notify(IntelThermalRf.Rfim, now);
        }

        static IEnumerable<(RfimServingCell, ulong, uint)> Frequencies(RfimInfo info) =>
            info.FrequencyValues.Select(value => (value.ServingCellInfo, value.CenterFrequency, value.Bandwidth));
    }

    private RfimInfo Describe()
    {
        if (!_radio.IsOn)
        {
            return new RfimInfo
            {
                FrequencyValues =
                [
                    new RfimFrequencyValue
                    {
                        ServingCellInfo = RfimServingCell.RadioOff, Rsrp = RfimFrequencyValue.Unknown, Rsrq = RfimFrequencyValue.Unknown, Sinr = RfimFrequencyValue.Unknown, Rssi = CellMeasures.UnknownRssi,
                    },
                ],
            };
        }

        List<RfimFrequencyValue> values = [];
        Add(_cells.Serving, RfimServingCell.Pcell);
        Add(_cells.Secondary, RfimServingCell.Pscell);
        return new RfimInfo { FrequencyValues = values.ToMbimArray() };

        void Add(CellProfile? cell, RfimServingCell kind)
        {
            if (cell is not null && CellFrequency.Of(cell) is { } frequency)
            {
                values.Add(Describe(cell, kind, frequency));
            }
        }
    }

    private RfimFrequencyValue Describe(CellProfile cell, RfimServingCell kind, ulong frequency) => new()
    {
        ServingCellInfo = kind,
        CenterFrequency = frequency,
        Bandwidth = (cell.Bandwidth ?? CellTechnology.Of(cell.Rat).Bandwidth) * 1_000_000,
        Rsrp = CellMeasures.Rsrp97(cell) ?? RfimFrequencyValue.Unknown,
        Rsrq = CellMeasures.Rsrq34(cell) ?? RfimFrequencyValue.Unknown,
        Sinr = CellMeasures.Sinr127(cell) ?? RfimFrequencyValue.Unknown,
        Rssi = CellMeasures.Rssi(cell),
        ConnectionStatus = _contexts.Contexts.All.Any(context => context.ActivationState == ActivationState.Activated) ? 1u : 0,
    };
}
