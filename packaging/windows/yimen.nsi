; The setup of 一门 for all users of a Windows PC. packaging/windows_setup.py gives the names in ${…}.
;
; A version is unpacked beside the others, as versions\X.part, and is there by one renaming; what was installed before
; is not written to. Then the configuration takes effect, and all but this version and the one before go.
;
; Exit codes: 0 well; 1 cancelled; 2 a file could not be written; 3 an older version over a newer one; 4 this PC lacks
; something; 5 the configuration is not good; 6 files are held by another program. Then what was there still works.
Target amd64-unicode
Unicode true
SetCompressor /SOLID ${COMPRESSOR}
!if ${COMPRESSOR} == lzma
    SetCompressorDictSize 64
!endif
CRCCheck force
RequestExecutionLevel admin
ManifestDPIAware true
ManifestSupportedOS Win10
AllowSkipFiles off
SetDateSave off ; the day of a file here says nothing, and two builds are the same without it
Name "一门"
BrandingText "一门 ${VERSION}"
OutFile "${OUT}"
InstallDir "$PROGRAMFILES64\Yimen"
InstallDirRegKey HKLM "Software\Yimen" "Folder"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "一门"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "一门安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache-2.0"

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include WinVer.nsh

!define MUI_ICON "${HERE}/yimen.ico"
!define MUI_UNICON "${HERE}/yimen.ico"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "打开一门"
!define MUI_FINISHPAGE_RUN_FUNCTION OpenAsUser
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

!define KEY "Software\Yimen"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Yimen"
!define TASK_NAME "Yimen\Update"
!define PYTHON '"$Part\python\python.exe" -I -B -X utf8 "$PLUGINSDIR\on_target.py"'

Var Kept   ; what is this PC's: configuration, data, the log of installations
Var Part   ; the version while it is being unpacked
Var Given  ; a configuration to take over
Var Code   ; the enrol code
Var Before ; the version before this one

!include "${HERE}/shared.nsh"
!include "${HERE}/places.nsh"
!include "${HERE}/versions.nsh"
!include "${HERE}/uninstall.nsh"

; The finished setup runs with high rights; the program must not.
Function OpenAsUser
    Exec '"$WINDIR\explorer.exe" "$INSTDIR\yimen.exe"'
FunctionEnd

Function .onInit
    !insertmacro Begin
    !insertmacro Option "/CONFIG=" $Given
    !insertmacro Option "/CODE=" $Code
    StrCpy $Part ""
    ${Unless} ${AtLeastBuild} 17763
        !insertmacro Stop 4 "这台电脑的 Windows 太旧，要 Windows 10（1809）或者更新的。没有装。"
    ${EndUnless}
    Call RefuseOlder
FunctionEnd

Function .onInstFailed
    Push "有文件写不进去，没有装上；原来的版本照旧能用。请看磁盘满没满、杀毒软件有没有拦。"
    Call Log
    Call RemovePart
FunctionEnd

Section
    Call RefuseOlder ; the folder may have been chosen since
    Call CheckRoom
    Call SecureKept
    Push "开始安装到 $INSTDIR"
    Call Log
    StrCpy $Part "$INSTDIR\versions\${VERSION}.part"
    RMDir /r "$Part"
    ${If} ${FileExists} "$Part\*.*"
        !insertmacro Stop 6 "上次没装完的文件被别的程序占着，删不掉。请重新启动电脑再装。"
    ${EndIf}
    InitPluginsDir
    File "/oname=$PLUGINSDIR\on_target.py" "${HERE}/on_target.py"
    !include "${FILES}"
    SetOutPath "$INSTDIR" ; who stands in a folder keeps it from being renamed
    Call CheckConfiguration
    Call PutLaunchers
    Call PutFonts
    Call Commit
    Call Adopt
    Call Register
    Call RemoveOlder
    Push "装好了"
    Call Log
    SetErrorLevel 0
SectionEnd
