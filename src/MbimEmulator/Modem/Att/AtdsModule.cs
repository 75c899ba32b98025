using MbimEmulator.Modem.Cells;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Registration;
using MbimEmulator.Modem.Signal;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.AtdsService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Att;

/// <summary>AT&amp;T's device service: SIGNAL, LOCATION, OPERATORS, RAT.</summary>
internal sealed class AtdsModule(CellsModule cells, SignalMeter signal, RegistrationModule registration) : ModemModule
{
    private const DataClass Classes2G = DataClass.Gprs | DataClass.Edge;
    private const DataClass Classes3G = DataClass.Umts | DataClass.Hsdpa | DataClass.Hsupa;

    public static ModuleDescription Description { get; } = new("atds");

    public static void Register(ModuleHandlers<AtdsModule> handlers)
    {
        handlers.Query(Atds.Signal, static (atds, transaction, _) => transaction.Complete(atds.DescribeSignal()));
        handlers.Query(Atds.Location, static (atds, transaction, _) => transaction.Complete(atds.DescribeLocation()));
        handlers.Query(Atds.Operators, static (atds, transaction, request) => atds.Scan(transaction, request));
        handlers.Query(Atds.Rat, static (atds, transaction, _) => transaction.Complete(atds.DescribeRat()));
        handlers.Set(Atds.Rat, static (atds, transaction, request) => atds.SetRat(transaction, request));
    }

    private static DataClass? ClassesOf(AtdsRatMode mode) => mode switch
    {
        AtdsRatMode.Automatic => DataClass.None,
        AtdsRatMode.Only2G => Classes2G,
        AtdsRatMode.Only3G => Classes3G,
        AtdsRatMode.Only4G => DataClass.Lte,
        _ => null,
    };

    private AtdsSignal DescribeSignal()
    {
        var cell = cells.Measured;
        var isUmts = cell?.Rat is CellRat.Umts or CellRat.Tdscdma;
        var isLte = cell?.Rat == CellRat.Lte;
        return new AtdsSignal
        {
            Rssi = signal.Info.Rssi,
            ErrorRate = signal.Info.ErrorRate,
            Rscp = isUmts && cell!.Level is { } rscp ? (uint)Math.Clamp(rscp + 120, 0, 96) : AtdsSignal.Unknown,
            Ecno = isUmts && cell!.Quality is { } ecno ? (uint)Math.Clamp((ecno + 24) * 2, 0, 49) : AtdsSignal.Unknown,
            Rsrq = (isLte ? CellMeasures.Rsrq34(cell!) : null) ?? AtdsSignal.Unknown,
            Rsrp = (isLte ? CellMeasures.Rsrp97(cell!) : null) ?? AtdsSignal.Unknown,
            Rssnr = isLte && cell!.Snr is { } snr ? (uint)Math.Clamp(Math.Round(snr) + 5, 0, 35) : AtdsSignal.Unknown,
        };
    }

    private AtdsLocation DescribeLocation()
    {
        var location = cells.Location();
        return new AtdsLocation { Lac = OrZero(location.LocationAreaCode), Tac = OrZero(location.TrackingAreaCode), CellId = OrZero(location.CellId) };

        static uint OrZero(uint number) => number == BaseStationsInfo.NotAvailable ? 0 : number;
    }

    private AtdsRat DescribeRat()
    {
        foreach (var mode in Enum.GetValues<AtdsRatMode>())
        {
            if (registration.PreferredClasses == ClassesOf(mode))
            {
                return new AtdsRat { Mode = mode };
            }
        }

        return default;
    }

    private void SetRat(Transaction transaction, AtdsRat request)
    {
        if (ClassesOf(request.Mode) is not { } classes)
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        registration.Prefer(classes);
        transaction.Complete(DescribeRat());
    }

    private void Scan(Transaction transaction, EmptyBuffer request) => registration.Scanner.Start(
        VisibleProvidersAction.FullScan, (status, found) => transaction.Answer(status, new AtdsOperators { Providers = found.Select(Describe).ToMbimArray() }));

    private AtdsProvider Describe(Provider provider) => new()
    {
        ProviderId = provider.ProviderId,
        ProviderState = provider.ProviderState,
        ProviderName = provider.ProviderName,
        PlmnMode = cells.Places.FirstOrDefault(cell => cell.Provider == provider.ProviderId && cells.IsHeard(cell))?.Rat switch
        {
            CellRat.Gsm => AtdsPlmnMode.Gsm,
            CellRat.Umts or CellRat.Tdscdma => AtdsPlmnMode.Utran,
            _ => AtdsPlmnMode.Lte,
        },
        Rssi = provider.Rssi,
        ErrorRate = provider.ErrorRate,
    };
}
