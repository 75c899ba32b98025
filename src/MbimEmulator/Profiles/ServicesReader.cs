using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Services;

namespace MbimEmulator.Profiles;

/// <summary>Reads which services a modem has.</summary>
internal static class ServicesReader
{
    private const string AllOf = ".*";
    private const string Expected = "a service or one of its CIDs, such as AUTH.* or AUTH.AKA";

    public static ServicesProfile Read(YamlSection section, ServicesProfile basis) => basis with
    {
        Only = section.Read("only", basis.Only, ReadList),
        Without = section.Read("without", basis.Without, ReadList),
    };

    private static MbimArray<ServiceCids> ReadList(YamlItem list) => list.Items().Select(ReadCids).ToMbimArray();

    private static ServiceCids ReadCids(YamlItem item)
    {
        var text = item.Text();
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || MbimServices.Known.FirstOrDefault(known => known.Identifier == text[..dot]) is not { } service)
        {
            throw item.Error($"'{text}'", Expected, Nearest.Hint(text, MbimServices.Known.Select(known => known.Identifier + AllOf)));
        }

        if (text[dot..] == AllOf)
        {
            return new ServiceCids(service.Id, null);
        }

        var cids = service.Cids.Select(cid => (cid.Number, cid.Name)).Concat(service.Undeclared.Select(cid => (cid.Number, cid.Name))).ToArray();
        var index = Array.FindIndex(cids, cid => cid.Name == text[(dot + 1)..]);
        return index >= 0 ? new ServiceCids(service.Id, cids[index].Number)
            : throw item.Error($"'{text}'", Expected, Nearest.Hint(text, cids.Select(cid => $"{service.Identifier}.{cid.Name}")));
    }
}
