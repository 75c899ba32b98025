using System.Text.Json;
using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>Writes the section <c>sim</c> as <see cref="SimReader"/> reads it. What is as in a new SIM may be left out.</summary>
internal static class SimWriter
{
    private static readonly SimProfile New = new();

    public static void WriteKeys(Utf8JsonWriter json, SimProfile sim)
    {
        json.WriteString("condition", Name(sim.Condition));
        if (sim.Esim)
        {
            json.WriteBoolean("esim", true);
        }

        json.WriteBoolean("protectUniqueId", sim.ProtectUniqueId);
        json.WriteBoolean("serviceActivated", sim.ServiceActivated);
        json.WriteNumber("serviceActivationNwError", sim.ServiceActivationNwError);
        if (sim.Reader is { } reader)
        {
            json.WriteString("reader", reader);
            return;
        }

        json.WriteString("subscriberId", sim.SubscriberId);
        json.WriteString("iccId", sim.IccId);
        WriteList(json, "telephoneNumbers", sim.TelephoneNumbers, json.WriteStringValue);
        WritePin(json, "pin1", sim.Pin1);
        WritePin(json, "pin2", sim.Pin2);
        if (sim.PreferredProviders != New.PreferredProviders)
        {
            WriteList(json, "preferredProviders", sim.PreferredProviders, provider => WriteProvider(json, provider));
        }

        if (sim.ForbiddenProviders.Count > 0)
        {
            WriteList(json, "forbiddenProviders", sim.ForbiddenProviders, json.WriteStringValue);
        }

        if (sim.ServiceProviderName is { } name)
        {
            json.WriteString("serviceProviderName", name);
        }

        if (sim.MncLength is { } length)
        {
            json.WriteNumber("mncLength", length);
        }

        if (sim.OperatorNames.Count > 0)
        {
            WriteList(json, "operatorNames", sim.OperatorNames, provider => WriteProvider(json, provider));
        }

        WriteBytes(json, "gid1", sim.Gid1, []);
        WriteBytes(json, "gid2", sim.Gid2, []);
        if (sim.ServiceCentre != New.ServiceCentre)
        {
            json.WriteString("serviceCentre", sim.ServiceCentre);
        }

        if (sim.Phonebook.Count > 0)
        {
            WriteList(json, "phonebook", sim.Phonebook, entry =>
            {
                json.WriteStartObject();
                json.WriteString("name", entry.Name);
                json.WriteString("number", entry.Number);
                json.WriteEndObject();
            });
        }

        WriteBytes(json, "administrativeData", sim.AdministrativeData, []);
        WriteBytes(json, "serviceTable", sim.ServiceTable, []);
        WriteKeys(json, sim.Keys);
        WriteBytes(json, "adm1", sim.Adm1, New.Adm1);
        WriteBytes(json, "atr", sim.Atr, []);
        if (sim.Files is { } files)
        {
            json.WritePropertyName("files");
            CardFilesWriter.Write(json, files);
        }
    }

    private static void WriteKeys(Utf8JsonWriter json, SimKeysProfile keys)
    {
        if (keys == New.Keys)
        {
            return;
        }

        json.WriteStartObject("keys");
        json.WriteString("algorithm", Name(keys.Algorithm));
        json.WriteString("k", Convert.ToHexStringLower(keys.K.AsSpan()));
        if (keys.Op.Count > 0)
        {
            json.WriteString("op", Convert.ToHexStringLower(keys.Op.AsSpan()));
        }
        else if (keys.Algorithm != SimAlgorithm.Xor)
        {
            json.WriteString("opc", Convert.ToHexStringLower(keys.Opc.AsSpan()));
        }

        json.WriteNumber("sequenceNumber", keys.SequenceNumber);
        json.WriteEndObject();
    }

    private static void WritePin(Utf8JsonWriter json, string key, PinProfile pin)
    {
        json.WriteStartObject(key);

        // Which PIN2 is wanted, nothing can change.
        if (key == "pin1")
        {
            json.WriteBoolean("enabled", pin.Enabled);
        }

        json.WriteString("pin", pin.Pin);
        json.WriteNumber("attempts", pin.Attempts);
        json.WriteString("puk", pin.Puk);
        json.WriteNumber("pukAttempts", pin.PukAttempts);
        json.WriteEndObject();
    }

    private static void WriteProvider(Utf8JsonWriter json, ProviderProfile provider)
    {
        json.WriteStartObject();
        json.WriteString("id", provider.Id);
        json.WriteString("name", provider.Name);
        json.WriteEndObject();
    }

    private static void WriteBytes(Utf8JsonWriter json, string key, MbimArray<byte> bytes, MbimArray<byte> absent)
    {
        if (bytes != absent)
        {
            json.WriteString(key, Convert.ToHexStringLower(bytes.AsSpan()));
        }
    }

    private static void WriteList<T>(Utf8JsonWriter json, string key, MbimArray<T> items, Action<T> write)
    {
        json.WriteStartArray(key);
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }

    private static string Name<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
