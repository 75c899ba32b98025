namespace MbimEmulator.Card;

/// <summary>The names of files and directories (ETSI TS 102 221, 13; 3GPP TS 31.102, 4; 3GPP TS 31.103, 4).</summary>
internal static class FileNames
{
    private static readonly (string Directory, ushort File, string Name)[] Known =
    [
        ("3f00", 0, "MF"),
        ("3f00/7f10", 0, "DF_TELECOM"),
        ("usim", 0, "ADF_USIM"),
        ("usim/5fc0", 0, "DF_5GS"),
        ("isim", 0, "ADF_ISIM"),
        ("3f00", FileId.Dir, "EF_DIR"),
        ("3f00", FileId.Pl, "EF_PL"),
        ("3f00", FileId.MasterArr, "EF_ARR"),
        ("3f00", FileId.Umpc, "EF_UMPC"),
        ("3f00", FileId.IccId, "EF_ICCID"),
        ("3f00/7f10", FileId.Adn, "EF_ADN"),
        ("3f00/7f10", FileId.Lnd, "EF_LND"),
        ("usim", FileId.Li, "EF_LI"),
        ("usim", FileId.Arr, "EF_ARR"),
        ("usim", FileId.Imsi, "EF_IMSI"),
        ("usim", FileId.Keys, "EF_Keys"),
        ("usim", FileId.KeysPs, "EF_KeysPS"),
        ("usim", FileId.Hpplmn, "EF_HPPLMN"),
        ("usim", FileId.Ust, "EF_UST"),
        ("usim", FileId.Acm, "EF_ACM"),
        ("usim", FileId.Fdn, "EF_FDN"),
        ("usim", FileId.Sms, "EF_SMS"),
        ("usim", FileId.Gid1, "EF_GID1"),
        ("usim", FileId.Gid2, "EF_GID2"),
        ("usim", FileId.Msisdn, "EF_MSISDN"),
        ("usim", FileId.Smsp, "EF_SMSP"),
        ("usim", FileId.Smss, "EF_SMSS"),
        ("usim", FileId.Cbmi, "EF_CBMI"),
        ("usim", FileId.Spn, "EF_SPN"),
        ("usim", FileId.Cbmid, "EF_CBMID"),
        ("usim", FileId.Sdn, "EF_SDN"),
        ("usim", FileId.Cbmir, "EF_CBMIR"),
        ("usim", FileId.Est, "EF_EST"),
        ("usim", FileId.StartHfn, "EF_START-HFN"),
        ("usim", FileId.Threshold, "EF_THRESHOLD"),
        ("usim", FileId.PlmnWAct, "EF_PLMNwAcT"),
        ("usim", FileId.OplmnWAct, "EF_OPLMNwAcT"),
        ("usim", FileId.HplmnWAct, "EF_HPLMNwAcT"),
        ("usim", FileId.PsLoci, "EF_PSLOCI"),
        ("usim", FileId.Acc, "EF_ACC"),
        ("usim", FileId.Fplmn, "EF_FPLMN"),
        ("usim", FileId.Loci, "EF_LOCI"),
        ("usim", FileId.Ad, "EF_AD"),
        ("usim", FileId.Ecc, "EF_ECC"),
        ("usim", FileId.NetPar, "EF_NETPAR"),
        ("usim", FileId.Pnn, "EF_PNN"),
        ("usim", FileId.Opl, "EF_OPL"),
        ("usim", FileId.Mbdn, "EF_MBDN"),
        ("usim", FileId.Mbi, "EF_MBI"),
        ("usim", FileId.Mwis, "EF_MWIS"),
        ("usim", FileId.Spdi, "EF_SPDI"),
        ("usim", FileId.Ehplmn, "EF_EHPLMN"),
        ("usim", FileId.LrPlmnSi, "EF_LRPLMNSI"),
        ("usim", FileId.EpsLoci, "EF_EPSLOCI"),
        ("usim", FileId.EpsNsc, "EF_EPSNSC"),
        ("usim/5fc0", FileId.FiveGs3GppLoci, "EF_5GS3GPPLOCI"),
        ("usim/5fc0", FileId.FiveGsN3GppLoci, "EF_5GSN3GPPLOCI"),
        ("usim/5fc0", FileId.FiveGs3GppNsc, "EF_5GS3GPPNSC"),
        ("usim/5fc0", FileId.RoutingIndicator, "EF_Routing_Indicator"),
        ("isim", FileId.Impi, "EF_IMPI"),
        ("isim", FileId.Domain, "EF_DOMAIN"),
        ("isim", FileId.Impu, "EF_IMPU"),
        ("isim", FileId.Ist, "EF_IST"),
        ("isim", FileId.Pcscf, "EF_P-CSCF"),
    ];

    private static readonly Dictionary<string, string> ByPath = Known.ToDictionary(known => new CardLocation(known.Directory, known.File).ToString(), known => known.Name);

    /// <summary>The paths, each with its name.</summary>
    public static IReadOnlyDictionary<string, string> All => ByPath;

    /// <summary>The name of what is at a path; null for what has none.</summary>
    public static string? Of(string path) => ByPath.GetValueOrDefault(path);
}
