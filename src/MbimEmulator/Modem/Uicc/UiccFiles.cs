using MbimEmulator.Card;
using MbimEmulator.Modem.Sim;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;

namespace MbimEmulator.Modem.Uicc;

/// <summary>The card's applications and files, which the modem reads for the host: APPLICATION_LIST, FILE_STATUS, READ_BINARY and READ_RECORD.</summary>
internal sealed class UiccFiles(SimModule sim)
{
    private const int MaxApplicationId = 16;
    private const int MaxDepth = 4;
    private const int MaxRead = UiccFileReading.MaxRead;
    private const int MaxOffset = UiccFileReading.MaxOffset;

    private UiccFileReading? _reading;

    public void List(Transaction transaction)
    {
        List<UiccAppInfo> applications = [];
        var directory = new CardContent();
        Run(transaction, 1, Script(), () => transaction.Complete(new UiccAppList
        {
            ActiveAppIndex = applications.FindIndex(application => application.AppType == UiccAppType.Usim) is var active and >= 0 ? (uint)active : uint.MaxValue,
            Apps = [.. applications],
        }));

        IEnumerable<byte[]> Script()
        {
            yield return CardCommands.SelectMaster;
            foreach (var command in CardCommands.ReadFile(sim.Scripts.Dialogue, FileId.Dir, directory))
            {
                yield return command;
            }

            foreach (var record in directory.Records)
            {
                if (!TryRead(record, out var aid, out var label))
                {
                    continue;
                }

                yield return CardCommands.SelectApplication(aid);
                if (sim.Scripts.Dialogue.IsSuccess)
                {
                    applications.Add(new UiccAppInfo { AppType = TypeOf(aid), AppId = [.. aid], AppName = label, PinRef = PinsOf(sim.Scripts.Dialogue.Data) });
                }
            }
        }
    }

    public void Describe(Transaction transaction, UiccFilePath request)
    {
        if (!IsPath(request.AppId, request.FilePath))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        var info = new UiccFileStatus();
        Run(transaction, request.Version, Script(), () => transaction.Complete(info));

        IEnumerable<byte[]> Script()
        {
            foreach (var command in Select(request.AppId, request.FilePath))
            {
                yield return command;
            }

            var status = (ushort)sim.Scripts.Dialogue.Status;
            info = info with { StatusWord1 = (uint)status >> 8, StatusWord2 = (uint)status & 0xFF };
            if (!sim.Scripts.Dialogue.IsSuccess || FileControl.Read(sim.Scripts.Dialogue.Data) is not { } found)
            {
                yield break;
            }

            var (control, size) = found;
            info = info with
            {
                FileAccessibility = control.IsShareable ? UiccFileAccessibility.Shareable : UiccFileAccessibility.NotShareable,
                FileType = control.IsDirectory ? UiccFileType.DfOrAdf : UiccFileType.WorkingEf,
                FileStructure = control.Kind switch
                {
                    CardFileKind.Transparent => UiccFileStructure.Transparent,
                    CardFileKind.LinearFixed => UiccFileStructure.Linear,
                    CardFileKind.Cyclic => UiccFileStructure.Cyclic,
                    _ => UiccFileStructure.Unknown,
                },
                ItemCount = control.IsDirectory ? 0 : control.HasRecords ? (uint)(size / control.RecordSize) : 1,
                ItemSize = (uint)(control.HasRecords ? control.RecordSize : size),
            };

            // The rules stand in the directory of the file, or above it.
            var rule = control.Security;
            if (AccessRules.ReferenceOf(control) is { } reference)
            {
                for (var depth = request.FilePath.Count - (control.IsDirectory ? 0 : 2); depth > 0 && rule == control.Security; depth -= 2)
                {
                    byte[] path = [.. request.FilePath.AsSpan()[..depth], (byte)(reference.Id >> 8), (byte)reference.Id];
                    foreach (var command in Select(request.AppId, [.. path]))
                    {
                        yield return command;
                    }

                    if (sim.Scripts.Dialogue.IsSuccess && FileControl.Read(sim.Scripts.Dialogue.Data) is { Control.HasRecords: true } rules)
                    {
                        yield return CardCommands.ReadRecord(reference.Record, rules.Control.RecordSize);
                        rule = sim.Scripts.Dialogue.IsSuccess ? [0xAB, 0x82, (byte)(sim.Scripts.Dialogue.Data.Length >> 8), (byte)sim.Scripts.Dialogue.Data.Length, .. sim.Scripts.Dialogue.Data] : [];
                    }
                }
            }

            info = info with
            {
                ReadLockStatus = LockOf(rule, FileOperation.Read),
                UpdateLockStatus = LockOf(rule, FileOperation.Update),
                ActivateLockStatus = LockOf(rule, FileOperation.Activate),
                DeactivateLockStatus = LockOf(rule, FileOperation.Deactivate),
            };
        }
    }

    public void Read(Transaction transaction, UiccAccessBinary request)
    {
        if (request.FileOffset > MaxOffset || request.NumberOfBytes > MaxRead || request.FileOffset + request.NumberOfBytes > MaxOffset + 1)
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        Read(transaction, request.Version, request.AppId, request.FilePath, request.LocalPin, (int)request.FileOffset, (int)request.NumberOfBytes, record: 0);
    }

    public void Read(Transaction transaction, UiccAccessRecord request)
    {
        if (request.RecordNumber is 0 or > byte.MaxValue)
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        Read(transaction, request.Version, request.AppId, request.FilePath, request.LocalPin, offset: 0, size: 0, (int)request.RecordNumber);
    }

    private void Read(
        Transaction transaction, uint version, MbimArray<byte> appId, MbimArray<byte> path, MbimArray<byte> localPin, int offset, int size, int record)
    {
        var pin = LocalPins.Read(localPin.AsSpan());
        if (!IsPath(appId, path) || pin is null || (pin.Length > 0 && !SimHandlers.IsPin(pin)))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
        }
        else if (MayRun(transaction, version))
        {
            // Most cards answer at once, and then one is enough.
            _reading ??= new UiccFileReading(sim.Scripts.Dialogue);
            var reading = _reading.IsFree ? _reading : new UiccFileReading(sim.Scripts.Dialogue);
            reading.Start(transaction, appId, path, pin, offset, size, record);
            sim.Scripts.Ask(reading);
        }
    }

    // Pass-through is the host's promise to do without the modem.
    private bool MayRun(Transaction transaction, uint version)
    {
        var status = version != 1 ? MbimStatus.InvalidParameters
            : sim.SlotStatus != MbimStatus.Success ? sim.SlotStatus
            : !sim.WasRead ? MbimStatus.NotInitialized
            : MbimStatus.Success;
        if (status != MbimStatus.Success)
        {
            transaction.Fail(status);
        }

        return status == MbimStatus.Success;
    }

    private void Run(Transaction transaction, uint version, IEnumerable<byte[]> script, Action done)
    {
        if (!MayRun(transaction, version))
        {
            return;
        }

        sim.Scripts.Ask(script, End, () => transaction.Fail(MbimStatus.SimNotInserted));

        void End()
        {
            if (sim.Scripts.Dialogue.IsMute)
            {
                transaction.Fail(MbimStatus.Failure);
            }
            else
            {
                done();
            }
        }
    }

    // The application, if one is named, and then the path from the MF or from it, for the file's FCP.
    private static IEnumerable<byte[]> Select(MbimArray<byte> appId, MbimArray<byte> path)
    {
        if (appId.Count > 0)
        {
            yield return CardCommands.SelectApplication(appId.AsSpan());
        }

        yield return CardCommands.SelectFile(path.AsSpan());
    }

    private static bool IsPath(MbimArray<byte> appId, MbimArray<byte> path) =>
        appId.Count <= MaxApplicationId && path.Count is >= 2 and <= 2 * MaxDepth && path.Count % 2 == 0
        && ((path[0] << 8) | path[1]) is FileId.MasterFile or FileId.CurrentApplication;

    private static bool TryRead(ReadOnlySpan<byte> record, out byte[] aid, out string label)
    {
        (aid, label) = ([], "");
        if (!BerTlv.TryFind(record, 0x61, out var template) || !BerTlv.TryFind(template, 0x4F, out var id) || id.Length is 0 or > MaxApplicationId)
        {
            return false;
        }

        aid = id.ToArray();
        label = BerTlv.TryFind(template, 0x50, out var name) ? CardCoding.ReadName(name) : "";
        return true;
    }

    private static UiccAppType TypeOf(ReadOnlySpan<byte> aid) =>
        aid.StartsWith(CardApplications.Usim) ? UiccAppType.Usim
        : aid.StartsWith(CardApplications.Isim) ? UiccAppType.Isim
        : aid.StartsWith(CardApplications.Csim) ? UiccAppType.Csim
        : UiccAppType.Unknown;

    // The PINs of the template's PIN status, without the administrator's keys.
    private static MbimArray<byte> PinsOf(ReadOnlySpan<byte> template)
    {
        List<byte> pins = [];
        if (BerTlv.TryFind(template, 0x62, out var fcp) && BerTlv.TryFind(fcp, 0xC6, out var status))
        {
            while (BerTlv.TryTake(ref status, out var tlv))
            {
                if (tlv.Tag == 0x83 && tlv.Value.Length == 1 && (tlv.Value[0] & 0x7F) is >= 1 and <= 8 && pins.Count < 8)
                {
                    pins.Add(tlv.Value[0]);
                }
            }
        }

        return [.. pins];
    }

    private static PinTypeEx LockOf(ReadOnlySpan<byte> security, FileOperation operation) => AccessRules.KeyOf(security, operation) switch
    {
        0 => PinTypeEx.None,
        CardKeys.Pin1 => PinTypeEx.Pin1,
        CardKeys.Pin2 => PinTypeEx.Pin2,
        CardKeys.Adm1 or CardKeys.Adm2 => PinTypeEx.Adm,
        _ => PinTypeEx.Nev,
    };
}
