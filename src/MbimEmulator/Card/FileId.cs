namespace MbimEmulator.Card;

/// <summary>Identifiers of files, under their names in ETSI TS 102 221, 13, 3GPP TS 31.102, 4, and 3GPP TS 31.103, 4.</summary>
internal static class FileId
{
    public const ushort MasterFile = 0x3F00;

    /// <summary>The application that is selected.</summary>
    public const ushort CurrentApplication = 0x7FFF;

    // Below the MF.
    public const ushort Dir = 0x2F00;
    public const ushort Pl = 0x2F05;
    public const ushort MasterArr = 0x2F06;
    public const ushort Umpc = 0x2F08;
    public const ushort IccId = 0x2FE2;
    public const ushort Telecom = 0x7F10;

    // In DF_TELECOM.
    public const ushort Adn = 0x6F3A;
    public const ushort Lnd = 0x6F44;

    // In the USIM.
    public const ushort Li = 0x6F05;
    public const ushort Arr = 0x6F06;
    public const ushort Imsi = 0x6F07;
    public const ushort Keys = 0x6F08;
    public const ushort KeysPs = 0x6F09;
    public const ushort Hpplmn = 0x6F31;
    public const ushort Ust = 0x6F38;
    public const ushort Acm = 0x6F39;
    public const ushort Fdn = 0x6F3B;
    public const ushort Sms = 0x6F3C;
    public const ushort Gid1 = 0x6F3E;
    public const ushort Gid2 = 0x6F3F;
    public const ushort Msisdn = 0x6F40;
    public const ushort Smsp = 0x6F42;
    public const ushort Smss = 0x6F43;
    public const ushort Cbmi = 0x6F45;
    public const ushort Spn = 0x6F46;
    public const ushort Cbmid = 0x6F48;
    public const ushort Sdn = 0x6F49;
    public const ushort Cbmir = 0x6F50;
    public const ushort Est = 0x6F56;
    public const ushort StartHfn = 0x6F5B;
    public const ushort Threshold = 0x6F5C;
    public const ushort PlmnWAct = 0x6F60;
    public const ushort OplmnWAct = 0x6F61;
    public const ushort HplmnWAct = 0x6F62;
    public const ushort PsLoci = 0x6F73;
    public const ushort Acc = 0x6F78;
    public const ushort Fplmn = 0x6F7B;
    public const ushort Loci = 0x6F7E;
    public const ushort Ad = 0x6FAD;
    public const ushort Ecc = 0x6FB7;
    public const ushort NetPar = 0x6FC4;
    public const ushort Pnn = 0x6FC5;
    public const ushort Opl = 0x6FC6;
    public const ushort Mbdn = 0x6FC7;
    public const ushort Mbi = 0x6FC9;
    public const ushort Mwis = 0x6FCA;
    public const ushort Spdi = 0x6FCD;
    public const ushort Ehplmn = 0x6FD9;
    public const ushort LrPlmnSi = 0x6FDC;
    public const ushort EpsLoci = 0x6FE3;
    public const ushort EpsNsc = 0x6FE4;

    // In DF_5GS.
    public const ushort FiveGs = 0x5FC0;
    public const ushort FiveGs3GppLoci = 0x4F01;
    public const ushort FiveGsN3GppLoci = 0x4F02;
    public const ushort FiveGs3GppNsc = 0x4F03;
    public const ushort RoutingIndicator = 0x4F0A;

    // In the ISIM.
    public const ushort Impi = 0x6F02;
    public const ushort Domain = 0x6F03;
    public const ushort Impu = 0x6F04;
    public const ushort Ist = 0x6F07;
    public const ushort Pcscf = 0x6F09;
}
