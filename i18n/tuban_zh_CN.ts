<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>InterpretationForm</name>
    <message>
        <source> %</source>
        <translation>%</translation>
    </message>
    <message>
        <source>?</source>
        <translation>？</translation>
    </message>
    <message>
        <source>A favourite decides at once; without it waits for Enter</source>
        <translation>常用地类按下即判定；不勾选则等待回车</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>即判</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Before / after</source>
        <translation>前后时相</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Dim</source>
        <translation>压暗</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Jump to number or #place</source>
        <translation>跳到标识码或 #序号</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation>合并…</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>地类表</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Reshape</source>
        <translation>修边</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>取回</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
</context>
<context>
    <name>QueueDialog</name>
    <message>
        <source>Class of the base year</source>
        <translation>基期地类</translation>
    </message>
    <message>
        <source>Crop attributes</source>
        <translation>种植属性</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>过滤</translation>
    </message>
    <message>
        <source>First candidate class</source>
        <translation>候选地类一</translation>
    </message>
    <message>
        <source>Name of a patch</source>
        <translation>图斑标识</translation>
    </message>
    <message>
        <source>Only selected patches</source>
        <translation>仅所选图斑</translation>
    </message>
    <message>
        <source>Open a queue of patches</source>
        <translation>打开图斑队列</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>次序</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>图斑</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Second candidate class</source>
        <translation>候选地类二</translation>
    </message>
    <message>
        <source>Who decides</source>
        <translation>判定人</translation>
    </message>
</context>
<context>
    <name>Tuban</name>
    <message>
        <source>'{value}' holds a code that is not in {table}.</source>
        <translation>“{value}”中有 {table} 没有的编码。</translation>
    </message>
    <message>
        <source>'{value}' is not a field of the layer.</source>
        <translation>“{value}”不是该图层的字段。</translation>
    </message>
    <message>
        <source>'{value}' is not a number.</source>
        <translation>“{value}”不是数字。</translation>
    </message>
    <message>
        <source>'{value}' is not among the fields of the rule.</source>
        <translation>“{value}”不在该规则的字段（fields）之中。</translation>
    </message>
    <message>
        <source>'{value}' is not in {table}.</source>
        <translation>“{value}”不在 {table} 中。</translation>
    </message>
    <message>
        <source>'{value}' is not one level above the class.</source>
        <translation>“{value}”不是该地类的上一级地类。</translation>
    </message>
    <message>
        <source>'{value}' is not one of {choices}.</source>
        <translation>“{value}”不在 {choices} 之中。</translation>
    </message>
    <message>
        <source>'{value}' is not sql, equal, area, each:&lt;fields&gt;, database:&lt;kind&gt;, geometry:&lt;kind&gt; or &lt;LAYER&gt;:&lt;kind&gt;.</source>
        <translation>“{value}”不是 sql、equal、area、each:&lt;字段&gt;、database:&lt;类型&gt;、geometry:&lt;类型&gt; 或 &lt;图层&gt;:&lt;类型&gt;。</translation>
    </message>
    <message>
        <source>'{value}' names a rule that does not exist.</source>
        <translation>“{value}”指向不存在的规则。</translation>
    </message>
    <message>
        <source>'{value}' needs exactly one default.</source>
        <translation>“{value}”应有且只有一个默认对应。</translation>
    </message>
    <message>
        <source>'{value}' occurs more than once but must be unique.</source>
        <translation>“{value}”重复出现，必须唯一。</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>(no key)</source>
        <translation>（无快捷键）</translation>
    </message>
    <message>
        <source>(no person)</source>
        <translation>（未指定人员）</translation>
    </message>
    <message>
        <source>(no township)</source>
        <translation>（无乡镇）</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>0 makes a county without defects. A county has room for about one defect in 20 patches.</source>
        <translation>0 表示不加缺陷。每 20 个图斑大约可容纳一个缺陷。</translation>
    </message>
    <message>
        <source>0 to 0.5. The rules give no figure; a border that leaves less than a fifth of a patch is not clear.</source>
        <translation>0 至 0.5。规定未给出数值；一侧不足图斑五分之一的界线不算明显。</translation>
    </message>
    <message>
        <source>0101 and 0103 are then alike; a code that the standard does not know stays as it is.</source>
        <translation>此时 0101 与 0103 视为相同；标准中没有的编码保持不变。</translation>
    </message>
    <message>
        <source>1 as in the official table, whose step is 0.1 ha; 6 closes to 0.01 m². Sheets of 1:2 000 and larger scales are too small for 0.1 ha.</source>
        <translation>1 与正式图表一致，即以 0.1 公顷为单位；6 可闭合到 0.01 m²。1:2 000 及更大比例尺的图幅太小，不宜取 0.1 公顷。</translation>
    </message>
    <message>
        <source>2 in the third survey and its updates, 1 in the second survey.</source>
        <translation>第三次国土调查及变更调查取 2 位，第二次土地调查取 1 位。</translation>
    </message>
    <message>
        <source>201, 202 or 203, also with a letter: the road lies inside a settlement.</source>
        <translation>201、202 或 203（可带字母）：道路位于城镇村范围内。</translation>
    </message>
    <message>
        <source>30 by the rules of measuring.</source>
        <translation>按测算规定为 30 个。</translation>
    </message>
    <message>
        <source>A CSV file with the columns {columns}. A rule of the same id takes the place of the shipped one; “off” in when switches it off. A condition is one SQL expression over the patch's fields, AREA_M2 and, of each layer, LAYER_SHARE, LAYER_TOUCHES, LAYER_BORDER, LAYER_FIELD and LAYER_FIELD_SHARE.</source>
        <translation>CSV 文件，列为 {columns}。编号相同的规则替换内置规则；when 为 “off” 时停用该规则。条件为一个 SQL 表达式，可用图斑字段、AREA_M2，以及各图层的 LAYER_SHARE（占比）、LAYER_TOUCHES（相接）、LAYER_BORDER（边界穿过）、LAYER_FIELD（占比最大的值）和 LAYER_FIELD_SHARE（该值占比）。</translation>
    </message>
    <message>
        <source>A File Geodatabase holds no forms: ask for a project too, which does.</source>
        <translation>文件地理数据库不能保存表单：请同时输出工程。</translation>
    </message>
    <message>
        <source>A blind sample, with its strata and second classes; empty where INPUT is the sample.</source>
        <translation>盲检样本，含分层和第二次判定的地类；INPUT 本身就是样本时留空。</translation>
    </message>
    <message>
        <source>A control area that differs from the sum of its patches by more than this times their number stops the run; exactly so much does not. 0.05 m² notices a missing patch of 200 m² in a village of 4000.</source>
        <translation>控制面积与其图斑面积之和的差值大于“此值 × 图斑个数”时停止运行，恰好相等时不停止。取 0.05 m² 时，在有 4000 个图斑的村里漏掉一个 200 m² 的图斑也能发现。</translation>
    </message>
    <message>
        <source>A database is a file .gpkg or a folder .gdb, not {path}.</source>
        <translation>数据库应为 .gpkg 文件或 .gdb 文件夹，而不是 {path}。</translation>
    </message>
    <message>
        <source>A field that is true (or a number that is not 0) for single patches that must stay as they are.</source>
        <translation>值为真（或非 0 数值）的图斑须保持原样；用于指定单个图斑。</translation>
    </message>
    <message>
        <source>A field with areas, such as TBMJ: each patch then counts its area; empty: each patch counts one.</source>
        <translation>面积字段，如 TBMJ：此时每个图斑按面积计；留空则每个图斑计为 1。</translation>
    </message>
    <message>
        <source>A file could not be read or written: {reason}</source>
        <translation>文件读写失败：{reason}</translation>
    </message>
    <message>
        <source>A fixed finding can only be reopened.</source>
        <translation>已消除的问题只能重新打开。</translation>
    </message>
    <message>
        <source>A grade border lies {cells} cells from its place in the slope raster; the limit is 1, at most 2.</source>
        <translation>坡度级别界线偏离坡度栅格中的位置 {cells} 个像元；限差为 1 个，最大不超过 2 个。</translation>
    </message>
    <message>
        <source>A higher limit takes in what is larger or wider; with 0 there is no limit.</source>
        <translation>提高限值即可修复更大或更宽的；设为 0 则不限。</translation>
    </message>
    <message>
        <source>A layer of an error GeoPackage stands for all findings that are in it.</source>
        <translation>选错误 GeoPackage 中的任一图层，即代表其中的全部问题。</translation>
    </message>
    <message>
        <source>A layer of findings: its selected features are those that are meant.</source>
        <translation>问题图层：选中的要素即为要审核的问题。</translation>
    </message>
    <message>
        <source>A layer of the second survey has no field {field}: choose its field of class, width or area.</source>
        <translation>二调图层没有字段 {field}：请选择其地类、宽度或面积字段。</translation>
    </message>
    <message>
        <source>A layer that is edited in place is not cut: choose one of the two.</source>
        <translation>就地编辑的图层不能分割：两个选项只能选其一。</translation>
    </message>
    <message>
        <source>A layer with the fields of DLTB, of a GeoPackage, a File Geodatabase or PostGIS: the patches are added to what it holds, all of them or none. It must have the coordinate reference system of the input.</source>
        <translation>具有 DLTB 字段的图层，可在 GeoPackage、文件地理数据库或 PostGIS 中：图斑追加到已有数据之后，要么全部写入，要么都不写入。其坐标系应与输入相同。</translation>
    </message>
    <message>
        <source>A linear feature whose border on the seam is longer than so many times its mean width runs along the seam and does not end there.</source>
        <translation>线状地类在接边线上的边长超过其平均宽度的这一倍数时，视为沿接边线延伸，而不是在此中断。</translation>
    </message>
    <message>
        <source>A list by person needs the file PERSONS: columns code and person.</source>
        <translation>按人员分表需要人员文件（PERSONS），列为 code 和 person。</translation>
    </message>
    <message>
        <source>A number: of two features that cross the higher one runs through. Empty is 0; a bridge may be 1.</source>
        <translation>数值：交叉时数值高者贯通。空值为 0，桥梁可填 1。</translation>
    </message>
    <message>
        <source>A number: the higher feature runs through at a crossing.</source>
        <translation>数值：交叉处数值高者贯通。</translation>
    </message>
    <message>
        <source>A part of just this size is large enough. 400 m² is the smallest patch of cultivated land.</source>
        <translation>恰等于该面积的部分可保留。400 m² 为耕地最小上图面积。</translation>
    </message>
    <message>
        <source>A planned road that leaves the county is no dead end.</source>
        <translation>规划道路通到县界不算断头。</translation>
    </message>
    <message>
        <source>A point for each defect with its kind, patches (bsm, bsm2), size, unit and a note. A name ending in .csv gives a table.</source>
        <translation>每个缺陷一个点，含类别、图斑（bsm、bsm2）、大小、单位和说明。文件名以 .csv 结尾时写成表格。</translation>
    </message>
    <message>
        <source>A point for each finding, where the fault is; the columns are those of the findings.</source>
        <translation>每个问题一个点，位于问题所在处；字段与问题图层相同。</translation>
    </message>
    <message>
        <source>A polygon a sheet: TFH number, BLC scale, W, S, E, N edges (degrees), corners X_SW … Y_SE (x north, y east, m; in degrees those of the standard zone, CM is its meridian), LLMJ theoretical area (m²).</source>
        <translation>每幅一个多边形：TFH 图幅号，BLC 比例尺分母，W、S、E、N 图廓经纬度（度），X_SW … Y_SE 角点坐标（x 向北，y 向东，m；经纬度图层取标准分带的坐标，CM 为其中央经线），LLMJ 图幅理论面积（m²）。</translation>
    </message>
    <message>
        <source>A polygon for every piece of a sheet, inside and outside, with its closed area (ha).</source>
        <translation>图幅界内界外每一块一个多边形，含调平后的面积（公顷）。</translation>
    </message>
    <message>
        <source>A product of area and coefficient is too large; check the values of the two fields.</source>
        <translation>面积与系数的乘积过大；请检查这两个字段的值。</translation>
    </message>
    <message>
        <source>A project that shows all layers in groups. A File Geodatabase holds no forms: there the project does.</source>
        <translation>分组显示全部图层的工程。文件地理数据库不能保存表单，表单保存在工程中。</translation>
    </message>
    <message>
        <source>A province may set a finer value for its whole area; a coarser one is refused. 0: merge none.</source>
        <translation>省级可在全省统一采用更精细的标准，不接受更粗的值。0：不合并。</translation>
    </message>
    <message>
        <source>A row for each change: patch, field, number before and after, and why.</source>
        <translation>每处变更一行：图斑、字段、变更前后编号及原因。</translation>
    </message>
    <message>
        <source>A row for each change: patch, field, value before and after, the rule and its clause.</source>
        <translation>每处变更一行：图斑、字段、变更前后的值、所依规则及条款。</translation>
    </message>
    <message>
        <source>A row for each patch and place: what was done, for which finding, area before and after in m² on the plane (coordinates rounded to 0.1 mm), the change, the other patches and the reason. Rows without a patch are land that nobody held or that was counted twice. The changes add up to 0. The geometry is the place; a node is a square of 0.2 mm.</source>
        <translation>每个图斑、每处一行：做了什么处理、针对哪个问题、处理前后的平面面积（m²，坐标取至 0.1 mm）、变化量、其他图斑和原因。没有图斑的行表示原来无图斑覆盖或重复计算的土地。各行变化量之和为 0。图形为处理位置；节点以 0.2 mm 的方块表示。</translation>
    </message>
    <message>
        <source>A row for each patch that changed, areas in m² on the plane. The changes add up to 0.</source>
        <translation>每个变化的图斑一行，面积为平面面积（平方米）。变化之和为 0。</translation>
    </message>
    <message>
        <source>A row for each patch that changed, areas in m² on the plane: ribbon and part are new, cut lost land, grown gained some, of gone nothing is left. The changes add up to 0.</source>
        <translation>每个变化的图斑一行，面积为平面面积（平方米）：ribbon 和 part 为新图斑，cut 失去土地，grown 获得土地，gone 已无剩余。变化之和为 0。</translation>
    </message>
    <message>
        <source>A row for each rule: how many patches it speaks of, changed, left alone, and why it did not run.</source>
        <translation>每条规则一行：涉及的图斑数、变更数、保留数，以及未执行的原因。</translation>
    </message>
    <message>
        <source>A row for each small patch: its class and area, where it went and why, or that it stays.</source>
        <translation>每个小图斑一行：地类、面积、并入的图斑及原因，或保留不动。</translation>
    </message>
    <message>
        <source>A row for every group: number of samples, smallest and largest, spread, and whether it holds.</source>
        <translation>每组一行：样本数、最小值、最大值、离差以及是否合格。</translation>
    </message>
    <message>
        <source>A rule file that takes longer is stopped. Empty: by the number of patches and rules.</source>
        <translation>规则文件用时超过此值即停止。为空时按图斑数和规则数确定。</translation>
    </message>
    <message>
        <source>A sample county cannot be made: {what} must be {low:g} to {high:g}, not {given:g}.</source>
        <translation>无法生成样例县：{what}应在 {low:g} 到 {high:g} 之间，当前为 {given:g}。</translation>
    </message>
    <message>
        <source>A sample county needs at least {least} patches; {given} were asked for.</source>
        <translation>样例县至少需要 {least} 个图斑，当前为 {given} 个。</translation>
    </message>
    <message>
        <source>A sheet for each township, or for each person of the list below.</source>
        <translation>每个乡镇一张表，或按下面名单每人一张表。</translation>
    </message>
    <message>
        <source>A table or layer with a type for each township, for patches that the survey does not tell.</source>
        <translation>含每个乡镇耕地类型的表或图层，用于外业调查未覆盖的图斑。</translation>
    </message>
    <message>
        <source>A type by township needs the field ZLDWDM of the patches, which is missing; add it.</source>
        <translation>按乡镇取耕地类型需要图斑的 ZLDWDM 字段，现缺少该字段；请添加。</translation>
    </message>
    <message>
        <source>A value is missing or too large to be counted in whole units; look at the area fields.</source>
        <translation>有数值缺失或过大，无法按整数单位计数；请检查面积字段。</translation>
    </message>
    <message>
        <source>Accuracies</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Accuracies and shares</source>
        <translation>精度和比例</translation>
    </message>
    <message>
        <source>Accuracy of a layer by a sample</source>
        <translation>抽样评价的图层精度</translation>
    </message>
    <message>
        <source>Accuracy report</source>
        <translation>精度报告</translation>
    </message>
    <message>
        <source>Adds the update layers (…GX) and their process layers (…GXGC).</source>
        <translation>增加更新层（…GX）和更新过程层（…GXGC）。</translation>
    </message>
    <message>
        <source>Adjust areas to control areas</source>
        <translation>面积平差（调平到控制面积）</translation>
    </message>
    <message>
        <source>Administrative areas (XZQ)</source>
        <translation>行政区（XZQ）</translation>
    </message>
    <message>
        <source>Administrative boundaries (XZQJX)</source>
        <translation>行政区界线（XZQJX）</translation>
    </message>
    <message>
        <source>After</source>
        <translation>变更后</translation>
    </message>
    <message>
        <source>After: roads and water as patches</source>
        <translation>之后：道路、水系已成图斑</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致率</translation>
    </message>
    <message>
        <source>Agreement is 2 × both / (first + second).</source>
        <translation>一致率 = 2 × 两次均为该地类 /（第一次 + 第二次）。</translation>
    </message>
    <message>
        <source>Agreement of two interpretations</source>
        <translation>两次解译的一致性</translation>
    </message>
    <message>
        <source>Agricultural land</source>
        <translation>农用地</translation>
    </message>
    <message>
        <source>All findings as a workbook, a sheet for each township or person, with room for what was done.</source>
        <translation>全部问题的工作簿，每个乡镇或每人一张表，留有填写处理情况的列。</translation>
    </message>
    <message>
        <source>All findings with their states, run after run. In a file that exists the states and exceptions that people gave are kept, and findings that this run looked for and no longer found are marked as fixed. Findings with an exception do not count as errors, warnings or notes.</source>
        <translation>历次检查的全部问题及其状态。文件已存在时，保留人工标注的状态和例外；本次检查范围内不再发现的问题标为已消除。有例外的问题不计入错误、警告和提示。</translation>
    </message>
    <message>
        <source>All patches of the input with the four widths in metres; empty where nothing was measured.</source>
        <translation>输入的全部图斑，带四个宽度（米）；未量测的为空。</translation>
    </message>
    <message>
        <source>All patches were checked: the error GeoPackage holds no run with the same settings and layers.</source>
        <translation>已检查全部图斑：错误 GeoPackage 中没有设置和图层均相同的运行记录。</translation>
    </message>
    <message>
        <source>All patches with all their fields; new ones come last.</source>
        <translation>全部图斑及其全部字段；新图斑排在最后。</translation>
    </message>
    <message>
        <source>All patches, those that were cut as several features.</source>
        <translation>全部图斑，被分割的图斑为多个要素。</translation>
    </message>
    <message>
        <source>All rules</source>
        <translation>全部规则</translation>
    </message>
    <message>
        <source>All rules of the rule book</source>
        <translation>规则库的全部规则</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>全部状态</translation>
    </message>
    <message>
        <source>An elevation model of {cells:.0f} million cells is too large; take a larger cell.</source>
        <translation>DEM 将达 {cells:.0f} 百万个像元，过大，请加大像元。</translation>
    </message>
    <message>
        <source>An exception needs a reason and the name of the person who grants it: give both.</source>
        <translation>例外须有理由和批准人姓名：请两项都填。</translation>
    </message>
    <message>
        <source>Another number gives another county.</source>
        <translation>数值不同，生成的县也不同。</translation>
    </message>
    <message>
        <source>Any layer of the county. The database gets the 3-degree zone of CGCS2000 that its middle lies in, with the zone number in front; a layer in such a zone already gives its own system.</source>
        <translation>县内任意图层。数据库采用其中心所在的 CGCS2000 三度带（坐标带带号）；图层已在三度带内时采用其自身坐标系。</translation>
    </message>
    <message>
        <source>Append to DLTB of a survey database</source>
        <translation>追加到调查数据库的 DLTB</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Area (ha)</source>
        <translation>面积（公顷）</translation>
    </message>
    <message>
        <source>Area (m²)</source>
        <translation>面积（平方米）</translation>
    </message>
    <message>
        <source>Area after (m²)</source>
        <translation>调整后面积（m²）</translation>
    </message>
    <message>
        <source>Area before (m²)</source>
        <translation>调整前面积（m²）</translation>
    </message>
    <message>
        <source>Area by land class and slope grade (ha)</source>
        <translation>各地类按坡度级别面积（公顷）</translation>
    </message>
    <message>
        <source>Area field</source>
        <translation>面积字段</translation>
    </message>
    <message>
        <source>Area field of the points</source>
        <translation>零星地物面积字段</translation>
    </message>
    <message>
        <source>Area of broken sheets</source>
        <translation>破幅面积</translation>
    </message>
    <message>
        <source>Area of slope grade {grade} (m²)</source>
        <translation>{grade} 级坡度面积（m²）</translation>
    </message>
    <message>
        <source>Area of the county</source>
        <translation>县域范围</translation>
    </message>
    <message>
        <source>Area of the patch after (m²)</source>
        <translation>图斑现面积（m²）</translation>
    </message>
    <message>
        <source>Area of the patch before (m²)</source>
        <translation>图斑原面积（m²）</translation>
    </message>
    <message>
        <source>Area of the sample without its other linear features.</source>
        <translation>扣除其他线状地物后的样本面积。</translation>
    </message>
    <message>
        <source>Area of whole sheets</source>
        <translation>整幅面积</translation>
    </message>
    <message>
        <source>Area tolerance (m²)</source>
        <translation>面积容差（平方米）</translation>
    </message>
    <message>
        <source>Area tolerance (share of the area)</source>
        <translation>面积容差（占面积之比）</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Areas and ridges</source>
        <translation>面积与田坎</translation>
    </message>
    <message>
        <source>Areas are cut out of the parcels, lines divide patches and are never crossed.</source>
        <translation>面要素从宗地中扣除，线要素分隔图斑，合并不越过这些线。</translation>
    </message>
    <message>
        <source>Areas by land class</source>
        <translation>地类面积</translation>
    </message>
    <message>
        <source>Areas of owners with QSDWDM, QSDWMC and QSXZ. Without them these fields of the patches stay.</source>
        <translation>含 QSDWDM、QSDWMC、QSXZ 的权属区。不提供时图斑的这些字段保持不变。</translation>
    </message>
    <message>
        <source>Areas of the units</source>
        <translation>各单位面积</translation>
    </message>
    <message>
        <source>Areas that reach 30 m beyond the forest.</source>
        <translation>林地外扩 30 米的范围。</translation>
    </message>
    <message>
        <source>Assign location and ownership</source>
        <translation>坐落与权属赋值</translation>
    </message>
    <message>
        <source>Assign slope grade</source>
        <translation>耕地坡度分级</translation>
    </message>
    <message>
        <source>At least from each class</source>
        <translation>每个地类至少</translation>
    </message>
    <message>
        <source>Attributes that must agree</source>
        <translation>须一致的属性</translation>
    </message>
    <message>
        <source>Base year: {base} ({before}) → {code} ({after})</source>
        <translation>基期：{base}（{before}）→ {code}（{after}）</translation>
    </message>
    <message>
        <source>Base year: {base}, no change</source>
        <translation>基期：{base}，无变化</translation>
    </message>
    <message>
        <source>Base-year patches</source>
        <translation>基期图斑</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>变更前</translation>
    </message>
    <message>
        <source>Before / after</source>
        <translation>前后时相</translation>
    </message>
    <message>
        <source>Before and after (report)</source>
        <translation>前后对比（报告）</translation>
    </message>
    <message>
        <source>Before: patches and centrelines</source>
        <translation>之前：图斑与中心线</translation>
    </message>
    <message>
        <source>Beginnings of land class codes, separated by commas, such as 10, 1101: these patches neither gain nor lose land nor get a node. Empty: none.</source>
        <translation>地类编码的开头部分，以逗号分隔，如 10, 1101：这些图斑既不增加也不减少土地，也不增加节点。留空：无。</translation>
    </message>
    <message>
        <source>Beside the data of {layer} nothing can be written: its decisions are logged in {folder}.</source>
        <translation>图层 {layer} 的数据旁无法写入：判定日志记录在 {folder}。</translation>
    </message>
    <message>
        <source>Blind: leave out the class</source>
        <translation>盲检：不带地类</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两次相同</translation>
    </message>
    <message>
        <source>Brings a layer of patches of any make into the fields of DLTB: fields are found by their names, codes are rid of blanks and full-width characters, names become codes, lost leading zeros come back, land classes of the second survey become those of the third, numbers are read from text, units and percent turned, decimals rounded half up.
Nothing is guessed in silence: the report has a row for every value that was changed, that has several answers (the usual one is taken), or that was refused and left empty. The log shows where each field came from; name those that are wrong in the mapping and run again.</source>
        <translation>把任意来源的图斑层转入 DLTB 的字段：按名称识别字段，去除代码中的空格和全角字符，名称转为代码，补回丢失的前导零，二调地类转为三调地类，从文本读取数值，换算单位和百分数，小数四舍五入。
不作无声的猜测：凡被修改的值、有多种对应的值（取常用对应）、无法采用而留空的值，报告中各占一行。日志列出每个字段的来源；有误的在字段映射中指定后重新运行。</translation>
    </message>
    <message>
        <source>Broken sheets</source>
        <translation>破幅个数</translation>
    </message>
    <message>
        <source>By class</source>
        <translation>按地类</translation>
    </message>
    <message>
        <source>By default a patch keeps its TT or PD. A type that no source knows better stays in any case.</source>
        <translation>默认保留图斑已有的 TT 或 PD。各来源均无资料的已有类型始终保留。</translation>
    </message>
    <message>
        <source>By default only cultivated land gets a grade and GDPDJB of other classes is emptied.</source>
        <translation>默认只为耕地赋坡度级别，其他地类的 GDPDJB 清空。</translation>
    </message>
    <message>
        <source>By default only cultivated land is cut.</source>
        <translation>默认只分割耕地。</translation>
    </message>
    <message>
        <source>By how much the largest coefficient may exceed the smallest; exactly so much is allowed.</source>
        <translation>最大系数允许超出最小系数的百分比；恰好等于时允许。</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>按类型</translation>
    </message>
    <message>
        <source>By name of the patch</source>
        <translation>按图斑标识</translation>
    </message>
    <message>
        <source>By place: neighbours follow neighbours</source>
        <translation>按位置：相邻图斑依次出现</translation>
    </message>
    <message>
        <source>By priority, the highest first</source>
        <translation>按优先级，高者在前</translation>
    </message>
    <message>
        <source>By rule</source>
        <translation>按规则统计</translation>
    </message>
    <message>
        <source>By size, the largest first</source>
        <translation>按面积，大者在前</translation>
    </message>
    <message>
        <source>By township</source>
        <translation>按乡镇</translation>
    </message>
    <message>
        <source>Cadastral parcels with a land class, in metres. The layer is not changed.</source>
        <translation>带地类的地籍宗地，坐标单位为米。图层本身不变。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Cell of the elevation model (m)</source>
        <translation>DEM 像元大小（m）</translation>
    </message>
    <message>
        <source>Central meridian of the corners (°)</source>
        <translation>角点坐标的中央经线（°）</translation>
    </message>
    <message>
        <source>Centrelines</source>
        <translation>中心线</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Change (m²)</source>
        <translation>调整值（m²）</translation>
    </message>
    <message>
        <source>Change of the total area (m²)</source>
        <translation>总面积调整值（m²）</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>变更数</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>问题变化</translation>
    </message>
    <message>
        <source>Channels that reach 40 m beyond the rivers.</source>
        <translation>河流水面外扩 40 米的河道范围。</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Check attributes</source>
        <translation>属性检查</translation>
    </message>
    <message>
        <source>Check attributes…</source>
        <translation>属性检查…</translation>
    </message>
    <message>
        <source>Check boundary lines</source>
        <translation>检查界线</translation>
    </message>
    <message>
        <source>Check cover of county, villages and patches</source>
        <translation>检查行政区、村级调查区与图斑的覆盖关系</translation>
    </message>
    <message>
        <source>Check linear features</source>
        <translation>检查线状地物</translation>
    </message>
    <message>
        <source>Check only what changed</source>
        <translation>只检查变化部分</translation>
    </message>
    <message>
        <source>Check seams between layers</source>
        <translation>接边检查</translation>
    </message>
    <message>
        <source>Check slope map</source>
        <translation>检查坡度图</translation>
    </message>
    <message>
        <source>Check survey database</source>
        <translation>检查调查数据库</translation>
    </message>
    <message>
        <source>Check the patches of this finding again, as they are now</source>
        <translation>按当前状态重新检查此问题涉及的图斑</translation>
    </message>
    <message>
        <source>Check topology</source>
        <translation>拓扑检查</translation>
    </message>
    <message>
        <source>Check topology…</source>
        <translation>拓扑检查…</translation>
    </message>
    <message>
        <source>Check: {kind}</source>
        <translation>{kind}检查</translation>
    </message>
    <message>
        <source>Checked again: {left} open findings at these patches, {before} before.</source>
        <translation>已重新检查：这些图斑现有 {left} 个未处理问题，之前有 {before} 个。</translation>
    </message>
    <message>
        <source>Checking the patches again</source>
        <translation>正在重新检查图斑</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查项</translation>
    </message>
    <message>
        <source>Checks a county's whole database by the rule book: layers, fields and reference systems, codes and mandatory values of every layer, identifiers over all layers, logic between layers, topology, areas and sums. Give the database (GeoPackage, File Geodatabase, a folder of shapefiles or a schema in PostGIS, its layers called DLTB, XZQ, CJDCQ and so on), or layers of the project, or both.
A rule that cannot be asked, because a layer or field lacks, is listed with the reason; the report shows the state of each of the 185 rules. The rules are data: a province's file may add rules, switch rules off and change limits, and can read the layers and nothing else. In the edition of the yearly update DLTB is the layer before the update.</source>
        <translation>按规则库检查全县数据库：图层、字段和坐标系，各图层的代码和必填值，全库标识码，图层间逻辑，拓扑，面积与汇总。请给出数据库（GeoPackage、文件地理数据库、Shapefile 文件夹或 PostGIS 模式，图层名为 DLTB、XZQ、CJDCQ 等），或工程中的图层，或两者。
因缺少图层或字段而不能检查的规则会列出原因；报告给出全部 185 条规则的状态。规则是数据：省级规则文件可以增加规则、停用规则、修改限值，且只能读取各图层。在年度变更版次中，DLTB 为变更前的图层。</translation>
    </message>
    <message>
        <source>Checks boundary lines against their areas, XZQJX against XZQ and CJDCQJX against CJDCQ: every line lies on a boundary and every piece of boundary has its line, lines do not run over themselves or each other and do not cross themselves, ends do not dangle (CJDCQJX), no line is shorter than 2 m (rules 4301 and 4701; exactly 2 m is not short). Lines and boundaries may have different vertices. Give one pair of layers or both. The layers must be in metres, in one coordinate system.</source>
        <translation>检查界线与其所属面层是否一致（XZQJX 对 XZQ，CJDCQJX 对 CJDCQ）：每条界线都在面层边界上，每段边界都有界线，界线不自重叠、不相互重叠、不自相交，端点不悬挂（CJDCQJX），没有短于 2 米的界线（规则4301、4701；恰好 2 米不算短线）。界线与面层边界的节点可以不同。可给出其中一对或两对图层。图层坐标须以米为单位，且坐标系一致。</translation>
    </message>
    <message>
        <source>Checks that patches (DLTB), village survey areas (CJDCQ) and administrative areas (XZQ) cover each other without gap or rest (不重不漏, rule 4301), that villages and townships do not overlap, that no patch crosses a village line and no village a township line, and that the location code of each begins with the code of the place where the largest share of it lies. Give any two of the three layers, or all. Each fault is reported once, with the layer that differs from the others; overlaps of patches are found by Check topology. The layers must be in metres, in one coordinate system.</source>
        <translation>检查图斑（DLTB）、村级调查区（CJDCQ）与行政区（XZQ）是否相互完整覆盖、不重不漏（规则4301），村级调查区之间、行政区之间是否重叠，图斑是否跨村界、村级调查区是否跨乡界，以及坐落单位代码是否以其最大部分所在单位的代码开头。可给出三个图层中的任意两个或全部。每处问题只报告一次，归于与其他图层不一致的那个图层；图斑之间的重叠由“检查拓扑”查出。图层坐标须以米为单位，且坐标系一致。</translation>
    </message>
    <message>
        <source>Checks the attributes of patches against the rule book: mandatory values, code lists, unique identifiers, conditions between fields (slope grade, ridges, settlement and crop attributes) and areas. Each finding names patch, rule and value.
A rule whose fields the layer lacks is skipped and listed. A province's own rules come in a file; they can read the layer and the code tables and nothing else.</source>
        <translation>按规则库检查图斑属性：必填项、代码表、标识唯一性、字段间逻辑（坡度级别、田坎、城镇村属性、种植属性）和面积。每个问题注明图斑、规则和取值。
图层缺少规则所需字段时，跳过该规则并列出。省级自定规则以文件给出，只能读取图层和代码表，不能做其他任何事。</translation>
    </message>
    <message>
        <source>Checks the patches of roads, ditches and rivers: a width (XZDWKD) that is missing, does not fit the shape or the class (1006 wider than 8 m), patches narrower than the mapping limit, classes that may not lie in a settlement (1006 in 201, 202, 203; 1001, 1002 and 1101 in 203), patches that are not cut at a village line. With their lines also the network: breaks, dangles, dead ends of planned roads, changes of class without a junction, the wrong feature on top at a crossing, tunnels drawn through.</source>
        <translation>检查道路、沟渠、河流图斑：宽度（XZDWKD）缺失、与形状或地类不符（1006 宽于 8 米）、窄于上图宽度、城镇村范围内不允许的地类（201、202、203 内的 1006；203 内的 1001、1002、1101）、未按村界分割的图斑。给出中心线时还检查线网：间断、短悬挂线、规划道路断头、无路口处地类变化、交叉处上下关系错误、隧道穿越。</translation>
    </message>
    <message>
        <source>Choose a class first: type its code, its pinyin or its name.</source>
        <translation>请先选择地类：输入编码、拼音或名称。</translation>
    </message>
    <message>
        <source>Choose at least two layers that lie on each other: one alone has nothing to cover.</source>
        <translation>请至少选择两个有覆盖关系的图层：只有一个图层时无法检查覆盖关系。</translation>
    </message>
    <message>
        <source>Choose at least two layers: a seam lies between two.</source>
        <translation>请至少选择两个图层：接边位于两个图层之间。</translation>
    </message>
    <message>
        <source>Choose boundary lines and their areas: XZQJX with XZQ, CJDCQJX with CJDCQ, or all four.</source>
        <translation>请选择界线及其面层：XZQJX 配 XZQ，CJDCQJX 配 CJDCQ，或四个图层全选。</translation>
    </message>
    <message>
        <source>Choose the layer of the patches first.</source>
        <translation>请先选择图斑图层。</translation>
    </message>
    <message>
        <source>Claim a part</source>
        <translation>认领任务</translation>
    </message>
    <message>
        <source>Claim a part of the work…</source>
        <translation>认领一份任务…</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>地类</translation>
    </message>
    <message>
        <source>Class field</source>
        <translation>地类字段</translation>
    </message>
    <message>
        <source>Class field of the lines</source>
        <translation>线状地物地类字段</translation>
    </message>
    <message>
        <source>Class field of the points</source>
        <translation>零星地物地类字段</translation>
    </message>
    <message>
        <source>Class in the layer</source>
        <translation>图层中的地类</translation>
    </message>
    <message>
        <source>Class of all lines</source>
        <translation>全部线的地类</translation>
    </message>
    <message>
        <source>Class of the second look</source>
        <translation>复核地类</translation>
    </message>
    <message>
        <source>Class of the second survey=class of the third, separated by commas. 103 may also be 1005.</source>
        <translation>二调地类=三调地类，以逗号分隔。103 也可能是 1005。</translation>
    </message>
    <message>
        <source>Class so far</source>
        <translation>现有地类</translation>
    </message>
    <message>
        <source>Class {code} in the order of crossings is no class of linear features: use {known}.</source>
        <translation>交叉次序中的地类 {code} 不是线状地物地类：可用 {known}。</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>地类对应</translation>
    </message>
    <message>
        <source>Classes are written as old=new, separated by commas, such as 104=1006.</source>
        <translation>地类对应写作“旧=新”，以逗号分隔，如 104=1006。</translation>
    </message>
    <message>
        <source>Classes, the upper ones first, where levels are equal. The plan gives no order by class.</source>
        <translation>同级时的地类次序，上层在前。方案未规定按地类的次序。</translation>
    </message>
    <message>
        <source>Classes, the upper ones first; empty is the order of Lines to patches.</source>
        <translation>地类次序，上层在前；为空时与“线转图斑”相同。</translation>
    </message>
    <message>
        <source>Classified roads</source>
        <translation>已分类的道路</translation>
    </message>
    <message>
        <source>Classify roads</source>
        <translation>道路分类</translation>
    </message>
    <message>
        <source>Classify terraces</source>
        <translation>梯田坡地分类</translation>
    </message>
    <message>
        <source>Clause</source>
        <translation>条款</translation>
    </message>
    <message>
        <source>Close the queue</source>
        <translation>关闭队列</translation>
    </message>
    <message>
        <source>Closed area (ha)</source>
        <translation>调平后面积（公顷）</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Code field of the townships</source>
        <translation>乡镇代码字段</translation>
    </message>
    <message>
        <source>Code or name of the units that get control areas of their own; left empty, all polygons are one unit.</source>
        <translation>各自计算控制面积的单位的代码或名称；留空时全部多边形为一个单位。</translation>
    </message>
    <message>
        <source>Codes of layers, separated by commas, such as DLTB, CJDCQ, XZQ; empty for all of them.</source>
        <translation>图层代码，以逗号分隔，如 DLTB, CJDCQ, XZQ；留空为全部图层。</translation>
    </message>
    <message>
        <source>Coefficients of your province: columns GDPDJB (2 to 5), GDLX (TT, PD) and KCXS, and ZONE where there are several zones; or one row a zone with JB2TT, JB2PD … JB5PD. Ratio or percent. Give this or a file.</source>
        <translation>本省的田坎系数：列 GDPDJB（2 至 5）、GDLX（TT、PD）和 KCXS，分区时另有 ZONE；或每区一行，列为 JB2TT、JB2PD … JB5PD。小数或百分数均可。图层和文件给定其一。</translation>
    </message>
    <message>
        <source>Cohen's kappa</source>
        <translation>Kappa 系数（Cohen）</translation>
    </message>
    <message>
        <source>Compare along borders from this length</source>
        <translation>参与比较的最短公共边长</translation>
    </message>
    <message>
        <source>Compare and merge logs…</source>
        <translation>比较并合并日志…</translation>
    </message>
    <message>
        <source>Compare codes</source>
        <translation>比较代码</translation>
    </message>
    <message>
        <source>Compare first-level classes</source>
        <translation>按一级地类比较</translation>
    </message>
    <message>
        <source>Compare first-level classes only</source>
        <translation>只对比一级类</translation>
    </message>
    <message>
        <source>Compare interpretations</source>
        <translation>解译结果对比</translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation>对比两次检查</translation>
    </message>
    <message>
        <source>Compares the classes that two people gave to the same patches: overall agreement with Wilson's interval, Cohen's kappa with its interval (Fleiss, Cohen and Everitt 1969), agreement of each class, the matrix of pairs, and the patches in dispute as a layer to go through, the most frequent confusion first.
The second classes are in another field, or in another layer that is joined by the identifier. Patches that lack one of the two are left out and counted.</source>
        <translation>对比两人对同一批图斑判定的地类：总体一致率及 Wilson 置信区间、Kappa 系数及其置信区间（Fleiss、Cohen 和 Everitt 1969）、各地类一致率、地类对矩阵，以及作为核查队列的不一致图斑图层，最常混淆的地类对排在最前。
第二次判定的地类可以在另一个字段中，也可以在按标识码关联的另一个图层中。缺少其中一个地类的图斑不参与对比，并给出个数。</translation>
    </message>
    <message>
        <source>Computes the area of every patch on the ellipsoid by the official method of the survey (国土调查办发〔2008〕32号) and writes it to a field, by default TBMJ.
Coordinates are rounded to 0.1 mm, latitudes and longitudes to a millionth of an arc second, holes are subtracted, and the sum is rounded once, half up. The layer must be in CGCS2000, Xi'an 1980 or Beijing 1954, geographic or Gauss-Kruger, with or without zone number.</source>
        <translation>按国土调查的规定方法（国土调查办发〔2008〕32号）计算每个图斑的椭球面积，写入字段，默认 TBMJ。
坐标取位到 0.1 mm，大地坐标 B、L 取位到百万分之一角秒，扣除内环，面积汇总后一次四舍五入。图层坐标系应为 CGCS2000、1980 西安或 1954 北京坐标系，地理坐标或高斯-克吕格投影坐标，带号有无均可。</translation>
    </message>
    <message>
        <source>Confidence of the intervals (%)</source>
        <translation>置信水平（%）</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>矛盾数</translation>
    </message>
    <message>
        <source>Construction land</source>
        <translation>建设用地</translation>
    </message>
    <message>
        <source>Control area (m²)</source>
        <translation>控制面积（m²）</translation>
    </message>
    <message>
        <source>Control area of the county, islands (m²)</source>
        <translation>县控制面积：海岛（m²）</translation>
    </message>
    <message>
        <source>Control area of the county, mainland (m²)</source>
        <translation>县控制面积：陆地（m²）</translation>
    </message>
    <message>
        <source>Control area of the islands (m²)</source>
        <translation>海岛控制面积（m²）</translation>
    </message>
    <message>
        <source>Control area of the mainland (m²)</source>
        <translation>陆地控制面积（m²）</translation>
    </message>
    <message>
        <source>Control area, by bands</source>
        <translation>界内总面积（横向合计）</translation>
    </message>
    <message>
        <source>Control area, by columns</source>
        <translation>界内总面积（纵向合计）</translation>
    </message>
    <message>
        <source>Control areas</source>
        <translation>控制面积</translation>
    </message>
    <message>
        <source>Control areas by map sheets</source>
        <translation>图幅理论面积与控制面积接合图表</translation>
    </message>
    <message>
        <source>Control areas of sheets</source>
        <translation>图幅控制面积</translation>
    </message>
    <message>
        <source>Control areas of townships or the county (XZQ)</source>
        <translation>乡镇或县控制面积（XZQ）</translation>
    </message>
    <message>
        <source>Control areas of villages (CJDCQ)</source>
        <translation>村控制面积（CJDCQ）</translation>
    </message>
    <message>
        <source>Coordinate reference system</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>Coordinate system of the sheets</source>
        <translation>图幅坐标系</translation>
    </message>
    <message>
        <source>Coordinates lie outside the zone of the layer's coordinate reference system: set the system that they were made in.</source>
        <translation>坐标超出图层坐标系的投影带范围：请设置数据生产时所用的坐标系。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the selected findings as text</source>
        <translation>将所选问题复制为文本</translation>
    </message>
    <message>
        <source>County acceptance</source>
        <translation>县级验收</translation>
    </message>
    <message>
        <source>County code</source>
        <translation>县级行政区代码</translation>
    </message>
    <message>
        <source>County outline (XZQ)</source>
        <translation>行政区（XZQ）</translation>
    </message>
    <message>
        <source>County outline with nodes</source>
        <translation>带结点的行政区</translation>
    </message>
    <message>
        <source>Create sample county</source>
        <translation>生成样例县</translation>
    </message>
    <message>
        <source>Create survey database</source>
        <translation>创建调查数据库</translation>
    </message>
    <message>
        <source>Cultivated land</source>
        <translation>耕地</translation>
    </message>
    <message>
        <source>Cultivated land by slope grade (ha)</source>
        <translation>耕地按坡度级别面积（公顷）</translation>
    </message>
    <message>
        <source>Cultivated land of slope grade 2 to 5 got no type: neither survey nor default has one. Fill in TT or PD.</source>
        <translation>坡度级别 2 至 5 的耕地未得到耕地类型：外业调查和默认值均未提供。请填写 TT 或 PD。</translation>
    </message>
    <message>
        <source>Cultivated land of slope grade 2 to 5 without type in GDLX: ridges were not deducted. Fill in TT or PD.</source>
        <translation>2 至 5 级坡度的耕地图斑 GDLX 为空，未扣除田坎。请填 TT 或 PD。</translation>
    </message>
    <message>
        <source>Cultivated land without slope grade 1 to 5 in GDPDJB: ridges were not deducted. Assign the grade first.</source>
        <translation>耕地图斑的 GDPDJB 没有 1 至 5 的坡度级别，未扣除田坎。请先赋坡度级别。</translation>
    </message>
    <message>
        <source>Curves were turned into vertices: the standard knows straight edges only.</source>
        <translation>曲线已转为折线节点：标准只允许直线段。</translation>
    </message>
    <message>
        <source>Cut all land classes</source>
        <translation>分割所有地类</translation>
    </message>
    <message>
        <source>Cut patches along settlement ranges</source>
        <translation>沿城镇村范围线分割图斑</translation>
    </message>
    <message>
        <source>Cut patches along the lines of units</source>
        <translation>沿单位界线分割图斑</translation>
    </message>
    <message>
        <source>Cuts cultivated patches (01xx) along the borders of a slope map where these are clear: where every part is large enough, in m² and as a share of the patch. Smaller parts stay with the part beside them that has the longest common border. As a rule patches are not cut for slope; this is for those whose grades part clearly (plan of 2018, IV.7.1).
The coverage stays exact: neighbours get the nodes where a new border ends. Each part has its own GDPDJB. The largest part keeps BSM and TBBH, the others take the next free numbers; TBMJ is shared out in proportion and adds up to what it was; KCXS, KCMJ and TBDLMJ of the parts are emptied, for Deduct ridges.</source>
        <translation>沿坡度图界线分割耕地图斑（01xx），条件是界线明显：每一部分的面积（m²）及占图斑的比例都足够大。较小部分并入与其公共边最长的相邻部分。原则上不因坡度打破图斑界线，本工具用于坡度级界线明显的图斑（2018 年方案 四（七）1）。
图斑覆盖保持精确：新界线端点处相邻图斑同时加入节点。各部分分别有 GDPDJB。最大部分保留 BSM 和 TBBH，其余取下一个空号；TBMJ 按比例分摊且合计不变；各部分的 KCXS、KCMJ、TBDLMJ 清空，由“田坎扣除”重新计算。</translation>
    </message>
    <message>
        <source>Cuts the line features (XZDW, with a width) and the point features (LXDW, with an area) of the second survey out of its patches, so that the old database can be laid over the new one, in which every road, ditch and river is a patch. A line becomes a ribbon of its width, a point a square of its area. Nothing is united with a neighbour. Classes of the second survey become those of the third; others stay.
All layers must be in the same metres; lines and points in another system are reprojected.</source>
        <translation>把二调的线状地物（XZDW，带宽度）和零星地物（LXDW，带面积）从图斑中切出，使旧数据库可与道路、沟渠、河流均为图斑的新数据库叠加对比。线按宽度成为条带，点按面积成为正方形。不与相邻图斑合并。二调地类转为三调地类，其余不变。
所有图层须为同一米制坐标系；其他坐标系的线和点会重投影。</translation>
    </message>
    <message>
        <source>DLBM is a field of numbers, land classes are text such as 0101: convert the field.</source>
        <translation>DLBM 是数值字段，而地类编码应为文本（如 0101）：请转换该字段。</translation>
    </message>
    <message>
        <source>DLBM {before} became {after}</source>
        <translation>DLBM 由 {before} 改为 {after}</translation>
    </message>
    <message>
        <source>Data source</source>
        <translation>数据源</translation>
    </message>
    <message>
        <source>Data year</source>
        <translation>数据年份</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Database (PostGIS connection)</source>
        <translation>数据库（PostGIS 连接）</translation>
    </message>
    <message>
        <source>Database (file)</source>
        <translation>数据库（文件）</translation>
    </message>
    <message>
        <source>Database (folder)</source>
        <translation>数据库（文件夹）</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Decide and take the next patch</source>
        <translation>判定并进入下一图斑</translation>
    </message>
    <message>
        <source>Decide and take the next patch (keypad)</source>
        <translation>判定并进入下一图斑（小键盘）</translation>
    </message>
    <message>
        <source>Decide as doubtful</source>
        <translation>判定为存疑</translation>
    </message>
    <message>
        <source>Decimals</source>
        <translation>小数位数</translation>
    </message>
    <message>
        <source>Decimals of a hectare</source>
        <translation>公顷小数位数</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Deduct ridges</source>
        <translation>扣除田坎</translation>
    </message>
    <message>
        <source>Deducted ridge area (m²)</source>
        <translation>扣除的田坎面积（m²）</translation>
    </message>
    <message>
        <source>Deducts ridges (田坎) from cultivated patches: KCXS from the table of coefficients by slope grade (GDPDJB) and type (GDLX, TT terrace or PD slope), KCMJ = TBMJ × KCXS rounded half up to 0.01 m², TBDLMJ = TBMJ − KCMJ, KCDLBM = 1203. Nothing is deducted on slope grade 1 and on other classes.
Nothing is guessed: patches that lack grade, type, area or a coefficient are listed and left empty. Computed in decimal arithmetic, so that TBMJ = TBDLMJ + KCMJ holds in every row.</source>
        <translation>为耕地图斑扣除田坎：按坡度级别（GDPDJB）和耕地类型（GDLX，TT 梯田或 PD 坡地）由系数表得 KCXS，KCMJ = TBMJ × KCXS（四舍五入到 0.01 m²），TBDLMJ = TBMJ − KCMJ，KCDLBM = 1203。1 级坡度和其他地类不扣除。
不作猜测：缺坡度级别、类型、面积或系数的图斑列出并留空。按十进制计算，每行均满足 TBMJ = TBDLMJ + KCMJ。</translation>
    </message>
    <message>
        <source>Default of SJNF in new patches.</source>
        <translation>新图斑 SJNF 的默认值。</translation>
    </message>
    <message>
        <source>Defects of each kind</source>
        <translation>每类缺陷个数</translation>
    </message>
    <message>
        <source>Degrees of the angle inside the patch; 0 turns it off. The standard gives no figure; a corner of exactly this angle is not reported.</source>
        <translation>图斑内角的度数，小于此值的报告；0 表示不查。标准未给出限值；恰好等于此值的角不报告。</translation>
    </message>
    <message>
        <source>Density of findings</source>
        <translation>问题分布密度</translation>
    </message>
    <message>
        <source>Desert region</source>
        <translation>荒漠地区</translation>
    </message>
    <message>
        <source>Digits of TBBH</source>
        <translation>图斑编号位数</translation>
    </message>
    <message>
        <source>Dim the surroundings</source>
        <translation>压暗周围</translation>
    </message>
    <message>
        <source>Dividing lines</source>
        <translation>分割线</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>Do not cut upper features that are there</source>
        <translation>不切割已有的上层地物</translation>
    </message>
    <message>
        <source>Do the repair shown</source>
        <translation>执行所显示的修复</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>处理情况</translation>
    </message>
    <message>
        <source>Done as one step of layer {layer}: Ctrl+Z takes it back. Save the layer to keep it.</source>
        <translation>已作为图层 {layer} 的一步编辑完成：按 Ctrl+Z 可撤销，保存图层后生效。</translation>
    </message>
    <message>
        <source>Drawn on the map.</source>
        <translation>绘制在图上。</translation>
    </message>
    <message>
        <source>Draws patches for an inspection or a second interpretation: at random, or from each class by its number of patches or in equal numbers. The sample says from which stratum each patch was drawn and how many patches that has, so that Accuracy report can tell the accuracy of the whole layer; its field DLBM_2 waits for the class of the second look.
The same seed draws the same patches. A blind sample holds neither the class nor what tells it.</source>
        <translation>为抽查或第二次解译抽取图斑：随机抽取，或按各地类图斑个数的比例、按相同个数从每个地类抽取。样本记录每个图斑所属的层以及该层的图斑总数，“精度报告”据此推断整个图层的精度；字段 DLBM_2 用于填写核查地类。
同一种子抽出同样的图斑。盲检样本不含地类，也不含可以看出地类的字段。</translation>
    </message>
    <message>
        <source>Dry run: write no patches</source>
        <translation>试运行：不输出图斑</translation>
    </message>
    <message>
        <source>Earlier findings</source>
        <translation>前一次的问题</translation>
    </message>
    <message>
        <source>East edge (°)</source>
        <translation>东图廓经度（°）</translation>
    </message>
    <message>
        <source>Easting (m)</source>
        <translation>横坐标（m）</translation>
    </message>
    <message>
        <source>Edge matching (接边): checks where the patch layers of neighbouring counties or sheets meet. Finds gaps and overlaps between two layers, vertices of the border that the other side lacks, and linear features (roads, rivers, ditches) that end at the seam although no line like them comes from the other side. Other differences of land class, and of attributes where a class goes on, are noted when asked for: a border may well divide land uses. Faults within one layer are found by Check topology. The layers must be in metres, in one coordinate system; they are not reprojected.</source>
        <translation>接边检查：检查相邻县或相邻图幅的图斑图层在公共边界处是否接合。查找图层之间的缝隙和重叠、对侧没有对应节点的边界节点，以及在接边处中断、对侧没有同类地物相接的线状地类（道路、河流、沟渠）。其他地类差异，以及同一地类两侧的属性差异，仅在选择时提示：边界两侧地类本来就可能不同。单个图层内部的问题由“检查拓扑”查出。图层坐标须以米为单位，且坐标系一致；本工具不做重投影。</translation>
    </message>
    <message>
        <source>Edit the layer in place</source>
        <translation>就地编辑图层</translation>
    </message>
    <message>
        <source>Edition of the rules</source>
        <translation>规则版次</translation>
    </message>
    <message>
        <source>Edition of the standard</source>
        <translation>标准版本</translation>
    </message>
    <message>
        <source>Elevation model (DEM, m)</source>
        <translation>数字高程模型（DEM，米）</translation>
    </message>
    <message>
        <source>Ellipsoidal area</source>
        <translation>椭球面积</translation>
    </message>
    <message>
        <source>Empty GDLX where no type belongs</source>
        <translation>清空不应有的 GDLX</translation>
    </message>
    <message>
        <source>End of a linear feature (widths)</source>
        <translation>线状地类端部判定（宽度倍数）</translation>
    </message>
    <message>
        <source>Error GeoPackage</source>
        <translation>错误 GeoPackage</translation>
    </message>
    <message>
        <source>Error GeoPackage…</source>
        <translation>错误库（GeoPackage）…</translation>
    </message>
    <message>
        <source>Error points</source>
        <translation>问题点</translation>
    </message>
    <message>
        <source>Error points: {kind}</source>
        <translation>问题点：{kind}</translation>
    </message>
    <message>
        <source>Everything is computed, and the ledger and the remaining findings are written, but no repaired layer.</source>
        <translation>完成全部计算，写出台账和剩余问题，但不写出修复后的图层。</translation>
    </message>
    <message>
        <source>Everything is worked out, and coverage, ledger and list are written, but no patches.</source>
        <translation>全部计算，并输出覆盖表、台账和列表，但不输出图斑。</translation>
    </message>
    <message>
        <source>Excel files</source>
        <translation>Excel 文件</translation>
    </message>
    <message>
        <source>Exception: {reason} ({name}, {date})</source>
        <translation>例外：{reason}（{name}，{date}）</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>例外</translation>
    </message>
    <message>
        <source>Exception…</source>
        <translation>例外…</translation>
    </message>
    <message>
        <source>Expected accuracy (%)</source>
        <translation>预计精度（%）</translation>
    </message>
    <message>
        <source>Explain patch</source>
        <translation>解释图斑</translation>
    </message>
    <message>
        <source>Export the filtered list</source>
        <translation>导出筛选后的列表</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Extent</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Extents of lakes (HQGD).</source>
        <translation>湖区范围（HQGD 湖区耕地）。</translation>
    </message>
    <message>
        <source>Extents of river channels (HDGD).</source>
        <translation>河道范围（HDGD 河道耕地）。</translation>
    </message>
    <message>
        <source>Faulty areas at least this wide</source>
        <translation>问题宽度下限</translation>
    </message>
    <message>
        <source>Faulty areas at most this wide</source>
        <translation>问题宽度上限</translation>
    </message>
    <message>
        <source>Faulty areas of at least (m²)</source>
        <translation>问题面积下限（m²）</translation>
    </message>
    <message>
        <source>Faulty areas of at most (m²)</source>
        <translation>问题面积上限（m²）</translation>
    </message>
    <message>
        <source>Faulty features</source>
        <translation>有问题的要素</translation>
    </message>
    <message>
        <source>Faulty features: {kind}</source>
        <translation>有问题的要素：{kind}</translation>
    </message>
    <message>
        <source>Favourite class on key {digit}</source>
        <translation>按键 {digit} 的常用地类</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>要素</translation>
    </message>
    <message>
        <source>Feature id of the patch</source>
        <translation>图斑要素编号</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>要素</translation>
    </message>
    <message>
        <source>Features read</source>
        <translation>读取要素</translation>
    </message>
    <message>
        <source>Features with sheet numbers</source>
        <translation>带图幅号的要素</translation>
    </message>
    <message>
        <source>Features with the most findings</source>
        <translation>问题最多的要素</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Field of DLTB</source>
        <translation>DLTB 字段</translation>
    </message>
    <message>
        <source>Field of DLTB ← field of the layer:</source>
        <translation>DLTB 字段 ← 图层字段：</translation>
    </message>
    <message>
        <source>Field of protected patches</source>
        <translation>受保护图斑字段</translation>
    </message>
    <message>
        <source>Field of the coefficient</source>
        <translation>系数字段</translation>
    </message>
    <message>
        <source>Field of the control area</source>
        <translation>控制面积字段</translation>
    </message>
    <message>
        <source>Field of the land class</source>
        <translation>地类字段</translation>
    </message>
    <message>
        <source>Field of the layer</source>
        <translation>图层字段</translation>
    </message>
    <message>
        <source>Field of the ridge area (m²)</source>
        <translation>田坎面积字段（平方米）</translation>
    </message>
    <message>
        <source>Field of the sample's area (m²)</source>
        <translation>样本面积字段（平方米）</translation>
    </message>
    <message>
        <source>Field of the sheet number</source>
        <translation>图幅号字段</translation>
    </message>
    <message>
        <source>Field of the unit</source>
        <translation>单位字段</translation>
    </message>
    <message>
        <source>Field of the zone</source>
        <translation>分区字段</translation>
    </message>
    <message>
        <source>Field stratum_patches is empty or less than the patches of its stratum: use a sample as it was drawn.</source>
        <translation>字段 stratum_patches 为空或小于该层的图斑个数：请使用抽样得到的原样本。</translation>
    </message>
    <message>
        <source>Field survey</source>
        <translation>外业调查</translation>
    </message>
    <message>
        <source>Field survey of terraces</source>
        <translation>梯田外业调查</translation>
    </message>
    <message>
        <source>Field with a unit code</source>
        <translation>单位代码字段</translation>
    </message>
    <message>
        <source>Field {field} has whole numbers of more than 18 digits: store it as text.</source>
        <translation>字段 {field} 含超过 18 位的整数：请改存为文本。</translation>
    </message>
    <message>
        <source>Field {field} is not a number field: the areas cannot be summed.</source>
        <translation>字段 {field} 不是数值字段：无法汇总面积。</translation>
    </message>
    <message>
        <source>Fields of the layer that were not used: {names}</source>
        <translation>未使用的图层字段：{names}</translation>
    </message>
    <message>
        <source>Fields that are filled</source>
        <translation>已填写的字段</translation>
    </message>
    <message>
        <source>Fields that divide</source>
        <translation>分割字段</translation>
    </message>
    <message>
        <source>Fields whose lines are kept</source>
        <translation>保留界线的字段</translation>
    </message>
    <message>
        <source>Fields, separated by commas, such as QSXZ,GDPDJB: where a land class goes on across the seam and one of them differs, it is noted.</source>
        <translation>字段名，以逗号分隔，例如 QSXZ,GDPDJB：接边两侧地类相同而其中某个字段不同时给出提示。</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>File Geodatabase, or a folder of shapefiles and GeoPackages.</source>
        <translation>文件地理数据库，或 Shapefile、GeoPackage 所在的文件夹。</translation>
    </message>
    <message>
        <source>File Geodatabases</source>
        <translation>文件地理数据库</translation>
    </message>
    <message>
        <source>Filled otherwise and kept</source>
        <translation>已填其他值并保留</translation>
    </message>
    <message>
        <source>Fills in what rules can tell: settlement attributes (CZCSXM), crop attributes (ZZSXDM), refinement codes (TBXHDM) and the classes (DLBM) of special cases, by one table of rules with the clause of each. Rules look at the patch and at how much of it lies in other layers: settlement ranges, rivers, lakes, forest, pasture, permanent basic farmland, base-year patches and any others. Names (DLMC, TBXHMC, ZZSXMC) follow their codes. A second run changes nothing.
More than half of a patch in a layer counts as inside. Where rules of the same order want different values none acts, and the patch is listed, as is every patch that the border of a settlement range divides. A rule whose layers or fields are not there does not run; the coverage table says so.
Notes of the field survey that rules read, where the layer has them: TBZT (state of the patch, such as 推土, 拆除已清理, 拆除未清理, 设施拆除, 利用耕作层, 退耕, 废弃, 宅基地), ZZQK (crop attribute, code or name), HYLX (industry), YBD, GMFGD, CBFGD (crown density, shrub and grass cover in %), HJDL (classes that mix). Of the second survey only the codes of base classes that rules name are understood: bring the base to the codes of this survey first.</source>
        <translation>按一张带条款依据的规则表，填写规则能够判定的内容：城镇村属性（CZCSXM）、种植属性（ZZSXDM）、图斑细化（TBXHDM）以及特殊情形的地类（DLBM）。规则依据图斑自身字段及其落入其他图层的面积占比：城镇村范围、河道、湖区、林区、牧区、永久基本农田、基期图斑及其他任意图层。名称字段（DLMC、TBXHMC、ZZSXMC）随代码同步填写。再次运行不会产生任何变更。
图斑一半以上面积落入图层即视为位于其内。同一次序的规则给出不同值时均不执行，并列出该图斑；被城镇村范围线穿越的图斑也会列出。缺少所需图层或字段的规则不执行，覆盖表中会说明。
规则可读取的外业记录字段（图层中有则使用）：TBZT（图斑状态，如推土、拆除已清理、拆除未清理、设施拆除、利用耕作层、退耕、废弃、宅基地），ZZQK（种植情况，代码或名称），HYLX（行业类型），YBD、GMFGD、CBFGD（郁闭度、灌木覆盖度、草本覆盖度，%），HJDL（混杂的地类）。二调代码仅识别规则中写明的基期地类，请先将基期数据转换为三调代码。</translation>
    </message>
    <message>
        <source>Fills in where a patch lies (ZLDWDM, ZLDWMC, mainland or island MSSM, island name HDMC) from the village survey areas, and whose it is (QSDWDM, QSDWMC, QSXZ) from ownership areas, by the unit with most of it. FRDBS becomes 1 on collective land whose owner's village (first 12 digits of QSDWDM) is not that of ZLDWDM, else 0: fly-in land is surveyed where it lies and summed at its owner.
A patch of which 10 m² or more lie in another unit is listed, or cut along the line: both sides get the same nodes, neighbours too, pieces below that size stay with the largest piece, and the areas (TBMJ) of the pieces add up to that of the patch. The largest piece keeps BSM and TBBH; run Number patches for the others.</source>
        <translation>按面积占比最大的单位，由村级调查区填写图斑坐落（ZLDWDM、ZLDWMC，陆地或海岛 MSSM，海岛名称 HDMC），由权属区填写权属（QSDWDM、QSDWMC、QSXZ）。集体土地的权属单位与坐落单位前 12 位不同时 FRDBS 为 1，否则为 0：飞入地按坐落调查，按权属汇总。
有 10 平方米及以上落入其他单位的图斑会被列出，或沿界线分割：界线两侧及相邻图斑取得相同节点，小于该面积的碎块仍归最大的部分，各部分的图斑面积（TBMJ）之和等于原图斑面积。最大的部分保留 BSM 和 TBBH，其余请运行“图斑编号”。</translation>
    </message>
    <message>
        <source>Fills the type GDLX of cultivated patches (01xx) of slope grade 2 to 5: TT terrace (梯田) or PD sloping field (坡地). The type is decided in the field: it is taken from a layer of the field survey, where this says nothing from a default by township, and last from one default for all.
A patch that has TT or PD already keeps it unless told otherwise. On slope grade 1 and on other classes GDLX is emptied. Patches of grade 2 and above that got no type, and those whose type was emptied, are listed.</source>
        <translation>填写坡度级别 2 至 5 的耕地图斑（01xx）的耕地类型 GDLX：TT 梯田或 PD 坡地。类型由外业调查确定：取自外业调查图层，未覆盖处取乡镇默认值，最后取统一默认值。
已有 TT 或 PD 的图斑除另有指定外保持不变。坡度级别 1 及其他地类的 GDLX 清空。2 级以上未得到类型的图斑以及类型被清空的图斑均列出。</translation>
    </message>
    <message>
        <source>Find in the list</source>
        <translation>在列表中查找</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Findings in a hexagon</source>
        <translation>每个六边形内的问题数</translation>
    </message>
    <message>
        <source>Findings of checking algorithms; a fault that two layers hold counts once.</source>
        <translation>检查算法输出的问题图层；两个图层共有的同一问题只计一次。</translation>
    </message>
    <message>
        <source>Findings over the county.</source>
        <translation>问题在全县的分布。</translation>
    </message>
    <message>
        <source>Findings: {check}</source>
        <translation>问题：{check}</translation>
    </message>
    <message>
        <source>Finds overlaps, gaps, land outside the county, places without a patch, patches that cross a village line, neighbours that should be one patch and faulty shapes in a patch layer, by matching every edge with its opposite on the 0.1 mm grid: when all edges cancel, the county is proved free of gaps and overlaps (rule 4301). Give the county outline (XZQ), otherwise faults at the county's edge cannot be told. The layer must be in metres.</source>
        <translation>查找图斑层中的重叠、缝隙、超出行政区、未覆盖之处、跨村界图斑、应合并的相邻图斑和图形错误。方法是在 0.1 毫米格网上将每条边与反向边配对：所有边都抵消时，即证明全县不重不漏（规则 4301）。请给出行政区（XZQ），否则无法判断县界处的问题。图层坐标必须以米为单位。</translation>
    </message>
    <message>
        <source>First</source>
        <translation>第一次</translation>
    </message>
    <message>
        <source>First / second</source>
        <translation>第一次 / 第二次</translation>
    </message>
    <message>
        <source>First class</source>
        <translation>第一次判定的地类</translation>
    </message>
    <message>
        <source>First class of the base map</source>
        <translation>底图的第一个地类</translation>
    </message>
    <message>
        <source>First level</source>
        <translation>一级分类</translation>
    </message>
    <message>
        <source>First level, m2</source>
        <translation>一级分类（平方米）</translation>
    </message>
    <message>
        <source>First-level class</source>
        <translation>一级类</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>已消除</translation>
    </message>
    <message>
        <source>Fixed: no longer found</source>
        <translation>已消除：不再发现</translation>
    </message>
    <message>
        <source>For SIZE 0: how sure the interval is to hold the accuracy.</source>
        <translation>SIZE 为 0 时使用：置信区间包含真实精度的把握。</translation>
    </message>
    <message>
        <source>For SIZE 0: the overall accuracy is to be told to so many percent to either side (Cochran 1977).</source>
        <translation>SIZE 为 0 时使用：总体精度要求达到的误差范围，正负百分之几（Cochran 1977）。</translation>
    </message>
    <message>
        <source>For SIZE 0: what the accuracy will be about; the nearer to 50, the more patches.</source>
        <translation>SIZE 为 0 时使用：精度大约是多少；越接近 50，需要的图斑越多。</translation>
    </message>
    <message>
        <source>For a model in degrees, or in another zone: it is warped (cubic convolution) as it is read. Without this a model in degrees is refused, and patches are projected into the zone of the model.</source>
        <translation>用于以度为单位或其他分带的模型：读取时重投影（三次卷积）。未选时，以度为单位的模型将被拒绝，其他分带时把图斑投影到模型所在分带。</translation>
    </message>
    <message>
        <source>For instance 0.3048 for heights in feet. Empty: the unit that the file states, otherwise metres.</source>
        <translation>例如高程单位为英尺时填 0.3048。留空：采用文件注明的单位，未注明则为米。</translation>
    </message>
    <message>
        <source>For lines whose class field is missing or empty.</source>
        <translation>用于地类字段缺失或为空的线。</translation>
    </message>
    <message>
        <source>For the rules of location codes and village lines.</source>
        <translation>用于坐落代码和村界的规则。</translation>
    </message>
    <message>
        <source>For the rules of the cover.</source>
        <translation>用于覆盖关系的规则。</translation>
    </message>
    <message>
        <source>Forest areas</source>
        <translation>林区范围</translation>
    </message>
    <message>
        <source>Forest areas of the forestry department (LQGD, LQYD).</source>
        <translation>林业部门划定的林区范围（LQGD 林区耕地、LQYD 林区园地）。</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Four digits. Empty: as most identifiers have it, else the first four of the feature code (YSDM), 2001: public sources leave the layer codes open.</source>
        <translation>四位数字。留空：取现有标识码中最常见的，否则取要素代码（YSDM）前四位 2001：公开资料未明确层代码。</translation>
    </message>
    <message>
        <source>From slope to class areas</source>
        <translation>由坡度到地类面积</translation>
    </message>
    <message>
        <source>Further rules</source>
        <translation>其他规则</translation>
    </message>
    <message>
        <source>Further rules (CSV file)</source>
        <translation>补充规则（CSV 文件）</translation>
    </message>
    <message>
        <source>Further tag rules</source>
        <translation>附加标注规则</translation>
    </message>
    <message>
        <source>GDLX was {type} where no type belongs (slope grade 1, or no cultivated land); it was emptied.</source>
        <translation>GDLX 原为 {type}，而此处不应有耕地类型（1 级坡度或非耕地），已清空。</translation>
    </message>
    <message>
        <source>Gained or lost (m²)</source>
        <translation>面积增减（m²）</translation>
    </message>
    <message>
        <source>Gaps and overlaps at most this wide</source>
        <translation>缝隙和重叠宽度上限</translation>
    </message>
    <message>
        <source>Gaps of at most (m²)</source>
        <translation>缝隙面积上限（m²）</translation>
    </message>
    <message>
        <source>GeoPackage files</source>
        <translation>GeoPackage 文件</translation>
    </message>
    <message>
        <source>GeoPackage of the county. Layers are known by their names: DLTB, DLTB_2019 or 地类图斑.</source>
        <translation>全县的 GeoPackage。按名称识别图层：DLTB、DLTB_2019 或 地类图斑。</translation>
    </message>
    <message>
        <source>GeoTIFF of float32 degrees, −9999 where there is none.</source>
        <translation>float32 GeoTIFF，单位为度，无坡度处为 −9999。</translation>
    </message>
    <message>
        <source>Give exactly one source of slope: {names}.</source>
        <translation>坡度来源须且只能给出一个：{names}。</translation>
    </message>
    <message>
        <source>Give one of the three: a layer in AREA, an extent in EXTENT or sheets in NUMBERS.</source>
        <translation>三者给其一：AREA 图层、EXTENT 范围或 NUMBERS 图幅号。</translation>
    </message>
    <message>
        <source>Give the database: a file, a folder, a PostGIS connection or layers.</source>
        <translation>请给出数据库：文件、文件夹、PostGIS 连接或图层。</translation>
    </message>
    <message>
        <source>Give the identifier of one patch, or select one patch and take the selected features only.</source>
        <translation>请填写一个图斑的标识码，或选中一个图斑并勾选“仅选中的要素”。</translation>
    </message>
    <message>
        <source>Give the ridge table once: as a layer in TABLE or as a CSV file in TABLE_FILE.</source>
        <translation>田坎系数表只给一次：图层用 TABLE，CSV 文件用 TABLE_FILE。</translation>
    </message>
    <message>
        <source>Gives every cultivated patch (01xx) its slope grade GDPDJB: 1 up to 2°, 2 up to 6°, 3 up to 15°, 4 up to 25°, 5 above; the upper bound belongs to the grade. The grade with the largest summed area under the patch wins; other classes get none. Give one of slope map, slope raster or elevation model.
Beside the grade each patch gets the area of every grade (PD1_M2 … PD5_M2), the mean slope (PD_MEAN, degrees, from rasters only), the lead of the first grade over the second (PD_MARGIN, share of the patch) and the share without data (PD_NODATA). Patches without slope data get no grade and are listed. Cells of rasters count by the exact area that the patch has of them, so that small and thin patches are graded rightly too; nothing is decided by the centres of cells.</source>
        <translation>为每个耕地图斑（01xx）评定坡度级别 GDPDJB：≤2° 为 1 级，≤6° 为 2 级，≤15° 为 3 级，≤25° 为 4 级，以上为 5 级，上限含在本级内。取图斑内合计面积最大的级别；其他地类不赋级别。坡度图、坡度栅格、高程模型三者给出其一。
除坡度级别外，还给出每个图斑的各级面积（PD1_M2 … PD5_M2）、平均坡度（PD_MEAN，度，仅栅格来源）、第一与第二级别的面积差占图斑的比例（PD_MARGIN）和无数据比例（PD_NODATA）。无坡度数据的图斑不赋级别并列出。栅格像元按图斑覆盖的精确面积计算，细小狭长图斑也能正确分级；不以像元中心判定。</translation>
    </message>
    <message>
        <source>Gives every road its land class (DLBM) by the plan of the survey, and says in DECISION, CLAUSE and REASON how it came to it. In this order: under construction with no fixed range, the class is kept (IV.7.12(3)); inside a settlement main, secondary and branch roads are 1004 and others may be merged into their neighbour (IV.7.12(4)); in a network plan of township level or above 1003 whatever the width; wider than 8 m 1003 (exactly 8 m is not); narrower than 1 m in the south or 2 m in the north not mapped; the rest 1006 (IV.7.12(2)). A road that is neither paved nor through may be left off (IV.4.2(4)).
DLBM is empty where no patch is drawn: Lines to patches leaves these out. The plan does not draw the line between south and north: choose one for the county, or go by the province of a unit code.</source>
        <translation>按方案为每条道路确定地类（DLBM），并在 DECISION、CLAUSE、REASON 中说明依据。依次为：用地范围不确定的在建道路保留原地类（IV.7.12(3)）；城镇村内部主干路、次干路、支路为 1004，其他可并入相邻图斑（IV.7.12(4)）；纳入乡镇级及以上路网规划的不论宽度为 1003；宽于 8 米为 1003（恰为 8 米不算）；南方窄于 1 米、北方窄于 2 米不上图；其余为 1006（IV.7.12(2)）。未硬化且未贯通的道路可不上图（IV.4.2(4)）。
不画图斑的道路 DLBM 为空，“线转图斑”会跳过。方案未划定南北界线：可为全县选定，或按单位代码的省份确定。</translation>
    </message>
    <message>
        <source>Gives patches their number (TBBH, unique within the village of ZLDWDM) and identifier (BSM of 18 digits: county 6, layer 4, serial number 8, unique in the county). New numbers run in reading order: rows from north to south, each from west to east.
Numbers that are good stay, so that patches which did not change keep theirs when others are split or merged. Of patches that bear the same number the largest keeps it; the others and those without one count on from the highest. Numbers of patches that are gone are not given again where you give the patches as they were numbered last.</source>
        <translation>为图斑编制图斑编号（TBBH，在 ZLDWDM 所示村级调查区内唯一）和标识码（BSM，18 位：县 6 位、层 4 位、顺序号 8 位，全县唯一）。新编号按从上到下（北到南）、从左到右（西到东）的顺序。
合格的编号保持不变，因此其他图斑分割或合并时，未变化的图斑编号不变。编号相同的图斑中面积最大者保留，其余及无编号者自最大号续编。提供上次编号的图层时，已消失图斑的编号不再使用。</translation>
    </message>
    <message>
        <source>Go on with the last session</source>
        <translation>继续上次的工作</translation>
    </message>
    <message>
        <source>Go to the next finding</source>
        <translation>转到下一个问题</translation>
    </message>
    <message>
        <source>Go to the previous finding</source>
        <translation>转到上一个问题</translation>
    </message>
    <message>
        <source>Grade all land classes</source>
        <translation>为全部地类分级</translation>
    </message>
    <message>
        <source>Grade field of the slope map</source>
        <translation>坡度图的级别字段</translation>
    </message>
    <message>
        <source>Grade inside settlements</source>
        <translation>城镇村内道路等级</translation>
    </message>
    <message>
        <source>Grade {grade}</source>
        <translation>{grade} 级</translation>
    </message>
    <message>
        <source>Grade {grade}, {type}</source>
        <translation>{grade} 级，{type}</translation>
    </message>
    <message>
        <source>Grade {grade}: {range}</source>
        <translation>{grade}级：{range}</translation>
    </message>
    <message>
        <source>Graded patches</source>
        <translation>评定坡度后的图斑</translation>
    </message>
    <message>
        <source>Grant</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Granted by</source>
        <translation>批准人</translation>
    </message>
    <message>
        <source>Greatest width (m)</source>
        <translation>最大宽度（米）</translation>
    </message>
    <message>
        <source>Ground of the map, coloured by first-level land class.</source>
        <translation>图的底图，按一级地类着色。</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>三大类</translation>
    </message>
    <message>
        <source>Groups of rules</source>
        <translation>规则分组</translation>
    </message>
    <message>
        <source>Groups of samples</source>
        <translation>样本分组</translation>
    </message>
    <message>
        <source>Groups that fail</source>
        <translation>不合格的组数</translation>
    </message>
    <message>
        <source>Groups with a coefficient</source>
        <translation>有系数的组数</translation>
    </message>
    <message>
        <source>HTML files</source>
        <translation>HTML 文件</translation>
    </message>
    <message>
        <source>Had it already</source>
        <translation>原已正确</translation>
    </message>
    <message>
        <source>Heights in metres as GeoTIFF. The slope grades of the patches (GDPDJB) agree with it.</source>
        <translation>高程（米），GeoTIFF 格式。图斑的耕地坡度级别（GDPDJB）与其一致。</translation>
    </message>
    <message>
        <source>Heights of the model count as {factor} m a unit.</source>
        <translation>高程模型的高程单位按 {factor} 米计。</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Holds the borders of a slope map against the raster that it was made from: the border between two grades should lie within one cell of a border between cells of different grades (a warning beyond), and must lie within two (an error beyond). Technical regulation on slope grades of 2008.</source>
        <translation>将坡度图界线与其来源栅格对照：坡度级界线与不同级别像元间界线的偏移一般不超过 1 个像元（超过为警告），不得超过 2 个像元（超过为错误）。依据 2008 年《利用DEM确定耕地坡度分级技术规定（试行）》。</translation>
    </message>
    <message>
        <source>How it is computed</source>
        <translation>计算方法</translation>
    </message>
    <message>
        <source>How many patches to draw; 0: as many as the accuracy asks for that is given below.</source>
        <translation>抽取的图斑个数；0 表示按下面给出的精度要求计算。</translation>
    </message>
    <message>
        <source>How slope is computed from heights. horn: third-order differences over 8 neighbours, in common use for the survey. zevenbergen_thorne: second-order differences over 4 neighbours, sharper and noisier.</source>
        <translation>由高程计算坡度的方法。horn：8 邻域三阶差分，国土调查常用；zevenbergen_thorne：4 邻域二阶差分，细节更多、噪声更大。</translation>
    </message>
    <message>
        <source>How sure the intervals are to hold the true figures.</source>
        <translation>置信区间包含真实值的把握。</translation>
    </message>
    <message>
        <source>How to draw</source>
        <translation>抽样方式</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Id of the finding</source>
        <translation>问题编号</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>标识字段</translation>
    </message>
    <message>
        <source>Identifier (BSM)</source>
        <translation>标识码（BSM）</translation>
    </message>
    <message>
        <source>Identifiers (BSM)</source>
        <translation>标识码（BSM）</translation>
    </message>
    <message>
        <source>Ids</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Ids of findings, separated by blanks or commas.</source>
        <translation>问题编号，用空格或逗号分隔。</translation>
    </message>
    <message>
        <source>Ids of rules, separated by blanks or commas; empty for all.</source>
        <translation>规则编号，以空格或逗号分隔；为空表示全部。</translation>
    </message>
    <message>
        <source>Import patches</source>
        <translation>导入图斑</translation>
    </message>
    <message>
        <source>Import report</source>
        <translation>导入报告</translation>
    </message>
    <message>
        <source>Imported patches</source>
        <translation>导入的图斑</translation>
    </message>
    <message>
        <source>In QGIS 3.44 the nearest check is {algorithm}: its ERRORS are POINTS here, its OUTPUT is FEATURES (the faulty features) or FINDINGS (the faults themselves).</source>
        <translation>QGIS 3.44 中最接近的检查是 {algorithm}：其 ERRORS 相当于此处的 POINTS，其 OUTPUT 相当于此处的 FEATURES（有问题的要素）或 FINDINGS（问题本身）。</translation>
    </message>
    <message>
        <source>In QGIS Desktop only: the changes go into the edit buffer of the input layer as one step that Ctrl+Z takes back; save or discard them as any edit. The layer must have the fields already.</source>
        <translation>仅限 QGIS 桌面版：变更写入输入图层的编辑缓冲区，作为一步操作，可用 Ctrl+Z 撤销；像其他编辑一样保存或放弃。图层须已有相应字段。</translation>
    </message>
    <message>
        <source>In a network plan</source>
        <translation>纳入路网规划</translation>
    </message>
    <message>
        <source>In a village that CJDCQ tells, the line between two owners is known only from the patches: where they disagree, the rule chooses between their borders (the owner with most of the border first), and the log counts such places. When this is set, what lies between patches of different QSDWDM or QSXZ is left and listed. Without CJDCQ different QSDWDM are always left; slivers never change the owner.</source>
        <translation>在由 CJDCQ 得知的村内，两个权属单位之间的界线只能由图斑得知：图斑不一致时，由规则在各图斑的边界之间选择（占公共边最长的权属单位优先），日志统计这类位置的个数。选中此项时，QSDWDM 或 QSXZ 不同的图斑之间的位置不修复，只列出。没有 CJDCQ 时，QSDWDM 不同的一律不修复；碎小图斑的合并从不改变权属。</translation>
    </message>
    <message>
        <source>In desert regions the last of the three may be up to 1500 m².</source>
        <translation>荒漠地区第三项最大可为 1500 平方米。</translation>
    </message>
    <message>
        <source>In metres.</source>
        <translation>单位：米。</translation>
    </message>
    <message>
        <source>In no or other units (m²)</source>
        <translation>不在任何单位或在其他单位的面积（平方米）</translation>
    </message>
    <message>
        <source>In square metres.</source>
        <translation>单位：平方米。</translation>
    </message>
    <message>
        <source>In the dialog the guess, to be corrected. In a model or on the command line only what the guess has wrong: a field of DLTB and the field of the layer, or nothing where it shall be left empty.</source>
        <translation>对话框中显示自动识别的结果，可以修改。在模型或命令行中只需给出识别有误的字段：DLTB 字段及图层字段，图层字段留空表示不填。</translation>
    </message>
    <message>
        <source>In view</source>
        <translation>视图内</translation>
    </message>
    <message>
        <source>In {count} patches TBMJ is not TBDLMJ + KCMJ; the table's total differs from the sum of TBMJ by {difference} m².</source>
        <translation>有 {count} 个图斑的 TBMJ 不等于 TBDLMJ + KCMJ；汇总总面积与 TBMJ 之和相差 {difference} 平方米。</translation>
    </message>
    <message>
        <source>Inside the county</source>
        <translation>是否界内</translation>
    </message>
    <message>
        <source>Inside towns and villages adjoining parcels of one land class form one patch (plan IV.1.2). Parcels that share a border and agree in class, village, owner, kind of ownership and settlement range are merged; roads and water given as areas are cut out, lines divide. Of several uses in a parcel (rows with the same parcel number) the one with most land is taken.
A patch gets the fields of its largest parcel and PARCELS, the number of parcels in it. Common borders go, no other vertex moves. Parcels that overlap or lack each other's vertices are not mended: run Repair topology before.</source>
        <translation>城镇村内部相邻的同地类宗地合并为一个图斑（方案 四(一)2）。共边且地类、坐落、权属、权属性质、城镇村范围一致的宗地予以合并；以面给出的道路、水面从中扣除，线状界线分隔图斑。一宗地多用途（宗地号相同的多行）时按面积最大的主要用途。
图斑取其中最大宗地的字段，PARCELS 为宗地数。仅去除公共边界，其余节点不动。相互重叠或缺少对方节点的宗地不作修复：请先运行“修复拓扑”。</translation>
    </message>
    <message>
        <source>Inside, summed along the band</source>
        <translation>界内横向累加值</translation>
    </message>
    <message>
        <source>Inside, summed along the column</source>
        <translation>界内纵向累加值</translation>
    </message>
    <message>
        <source>Instead of a file: the name of a connection that QGIS knows, or parameters such as host=server dbname=survey user=me.</source>
        <translation>不建文件时：QGIS 中已有连接的名称，或参数，如 host=server dbname=survey user=me。</translation>
    </message>
    <message>
        <source>Instead of an area: the system of the layers, such as EPSG:4528.</source>
        <translation>不给范围时：图层的坐标系，如 EPSG:4528。</translation>
    </message>
    <message>
        <source>Instead of the limit on the map, as provinces set it (such as 400, 600 or 1200 m²).</source>
        <translation>代替图上限值，按各省规定填写（如 400、600 或 1200 m²）。</translation>
    </message>
    <message>
        <source>Interpret patches</source>
        <translation>图斑判读</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>Interval of kappa</source>
        <translation>卡帕系数的区间</translation>
    </message>
    <message>
        <source>Islands</source>
        <translation>海岛</translation>
    </message>
    <message>
        <source>Issued county boundary</source>
        <translation>下发的县级控制界线</translation>
    </message>
    <message>
        <source>Issued for the whole county; it stands above what XZQ says of the county.</source>
        <translation>上级下发的全县控制面积；优先于 XZQ 中县的面积。</translation>
    </message>
    <message>
        <source>It goes into the titles of the workbook.</source>
        <translation>写入工作簿的标题。</translation>
    </message>
    <message>
        <source>It is a fault: confirm the selected findings</source>
        <translation>确属问题：确认所选问题</translation>
    </message>
    <message>
        <source>It is made where it is missing; tables of a survey that are there stop the run.</source>
        <translation>不存在时自动创建；其中已有调查表时停止运行。</translation>
    </message>
    <message>
        <source>It is no fault here: grant an exception with a reason and a name</source>
        <translation>此处不算问题：填写理由和姓名，列为例外</translation>
    </message>
    <message>
        <source>Its first two digits are the province; needed where the region goes by province.</source>
        <translation>前两位为省份代码；按省份确定南北方时需要。</translation>
    </message>
    <message>
        <source>JSON files</source>
        <translation>JSON 文件</translation>
    </message>
    <message>
        <source>KCXS of {count} patches is not a ratio from 0 to below 1: deduct the ridges anew.</source>
        <translation>{count} 个图斑的 KCXS 不是 0 到 1（不含）之间的比值：请重新扣除田坎。</translation>
    </message>
    <message>
        <source>Keys of the interpretation dock</source>
        <translation>判读面板的按键</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Kind of defect</source>
        <translation>缺陷类别</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Lake areas</source>
        <translation>湖区范围</translation>
    </message>
    <message>
        <source>Land class</source>
        <translation>地类</translation>
    </message>
    <message>
        <source>Land class table</source>
        <translation>地类面积汇总表</translation>
    </message>
    <message>
        <source>Land class there</source>
        <translation>并入图斑的地类</translation>
    </message>
    <message>
        <source>Land classes are those of</source>
        <translation>地类属于</translation>
    </message>
    <message>
        <source>Land classes of the same first level count as the same; otherwise the codes must be equal.</source>
        <translation>一级地类相同即视为相同；否则地类编码须完全一致。</translation>
    </message>
    <message>
        <source>Land classes of the second survey.</source>
        <translation>地类为二调地类。</translation>
    </message>
    <message>
        <source>Land classes of the third survey.</source>
        <translation>地类为三调地类。</translation>
    </message>
    <message>
        <source>Larger gaps and uncovered places are left and listed; one of exactly this area is repaired; 0: however large.</source>
        <translation>更大的缝隙和未被图斑覆盖之处不修复，只列出；恰好等于此面积的修复；0 表示不限。</translation>
    </message>
    <message>
        <source>Larger ones are not reported, one of exactly this area is; 0: however large.</source>
        <translation>面积更大的不报告，恰好等于此值的报告；0 表示不限。</translation>
    </message>
    <message>
        <source>Larger overlaps and pieces of land outside the county are left and listed; one of exactly this area is repaired; 0: however large.</source>
        <translation>更大的重叠和超出行政区的部分不修复，只列出；恰好等于此面积的修复；0 表示不限。</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Largest above smallest (ratio)</source>
        <translation>最大值超出最小值的比例</translation>
    </message>
    <message>
        <source>Largest break</source>
        <translation>最大间断</translation>
    </message>
    <message>
        <source>Largest change of a patch (m²)</source>
        <translation>图斑最大调整值（m²）</translation>
    </message>
    <message>
        <source>Largest coefficient</source>
        <translation>最大系数</translation>
    </message>
    <message>
        <source>Largest difference (m² a patch)</source>
        <translation>限差（m²/图斑）</translation>
    </message>
    <message>
        <source>Largest difference between TBMJ and the ellipsoidal area that is not reported; exactly this much is no finding. Empty: as the rule says. The national checker's figure is not public.</source>
        <translation>TBMJ 与椭球面积之差不报告的最大值；恰等于此值不报告。为空时按规则所定。国家质检软件的限差未公开。</translation>
    </message>
    <message>
        <source>Largest spread (%)</source>
        <translation>最大离差（%）</translation>
    </message>
    <message>
        <source>Later findings</source>
        <translation>后一次的问题</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>纬度</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Layer / second look</source>
        <translation>图层 / 核查</translation>
    </message>
    <message>
        <source>Layer CJDCQ has no field ZLDWDM: choose the layer of the villages, or leave it out.</source>
        <translation>CJDCQ 图层没有字段 ZLDWDM：请选择村级调查区图层，或不填此项。</translation>
    </message>
    <message>
        <source>Layer XZQ holds no area: choose the layer of the county outline, or leave it out.</source>
        <translation>XZQ 图层中没有面：请选择县级行政区图层，或不填此项。</translation>
    </message>
    <message>
        <source>Layer code in BSM</source>
        <translation>标识码中的层代码</translation>
    </message>
    <message>
        <source>Layer of all findings with stable id, kind, rule, severity, features, measure and message. The geometry is the fault itself; a point fault is a square of 0.2 mm, so that all fit one layer.</source>
        <translation>包含全部问题的图层：固定编号、类型、规则、级别、相关图斑、量值和说明。几何图形即问题所在；点状问题以 0.2 毫米的方块表示，使所有问题可放在同一图层。</translation>
    </message>
    <message>
        <source>Layer of the second interpretation</source>
        <translation>第二次解译的图层</translation>
    </message>
    <message>
        <source>Layer or table with XZQDM, the control area and MSSM; 6 digits name a county, 9 a township.</source>
        <translation>含 XZQDM、控制面积和 MSSM 的图层或表；6 位代码表示县，9 位表示乡镇。</translation>
    </message>
    <message>
        <source>Layer or table with ZLDWDM, the control area and MSSM; rows of one village are added up.</source>
        <translation>含 ZLDWDM、控制面积和 MSSM 的图层或表；同一村的多行相加。</translation>
    </message>
    <message>
        <source>Layer that the sheets are to cover, such as XZQ. Give this, an extent or sheet numbers.</source>
        <translation>需要图幅覆盖的图层，如 XZQ。图层、范围、图幅号三者给其一。</translation>
    </message>
    <message>
        <source>Layer {layers} is missing: lines are checked with their areas, XZQJX with XZQ, CJDCQJX with CJDCQ.</source>
        <translation>缺少图层 {layers}：界线须与其面层一起检查，XZQJX 配 XZQ，CJDCQJX 配 CJDCQ。</translation>
    </message>
    <message>
        <source>Layer {layer} ({parameter}) is of type {kind}: choose a layer of polygons.</source>
        <translation>图层 {layer}（{parameter}）的几何类型为 {kind}：请选择面图层。</translation>
    </message>
    <message>
        <source>Layer {layer} and the patches are on different datums (“{one}” and “{two}”): transform one of them with the parameters of your region first.</source>
        <translation>图层 {layer} 与图斑的基准面不同（“{one}”与“{two}”）：请先用本地区参数转换其中之一。</translation>
    </message>
    <message>
        <source>Layer {layer} cannot be edited in place: write the result to a layer of its own.</source>
        <translation>图层 {layer} 不能就地编辑：请将结果写入单独的图层。</translation>
    </message>
    <message>
        <source>Layer {layer} cannot be edited now.</source>
        <translation>图层 {layer} 目前无法编辑。</translation>
    </message>
    <message>
        <source>Layer {layer} cannot be edited, its file is read-only: remove the write protection, or copy it to a GeoPackage, and open the queue again.</source>
        <translation>图层 {layer} 的文件是只读的，无法编辑：请去除写保护或复制为 GeoPackage，然后重新打开队列。</translation>
    </message>
    <message>
        <source>Layer {layer} cannot be edited: check that the file may be written and nobody else edits it.</source>
        <translation>图层 {layer} 无法编辑：请检查文件是否可写、是否有他人正在编辑。</translation>
    </message>
    <message>
        <source>Layer {layer} cannot be edited: choose another one.</source>
        <translation>图层 {layer} 不可编辑：请选择其他图层。</translation>
    </message>
    <message>
        <source>Layer {layer} could not be opened for editing.</source>
        <translation>图层 {layer} 无法进入编辑状态。</translation>
    </message>
    <message>
        <source>Layer {layer} could not be saved ({reason}). Your {count} decisions are still in the layer and in the log: free the file or the disk, and save again.</source>
        <translation>图层 {layer} 未能保存（{reason}）。您的 {count} 个判定仍在图层和日志中：请释放文件或磁盘后再次保存。</translation>
    </message>
    <message>
        <source>Layer {layer} did not take the change: nothing was done.</source>
        <translation>图层 {layer} 未接受修改：未做任何改动。</translation>
    </message>
    <message>
        <source>Layer {layer} has Z or M values, which a repair would drop: export it without them first.</source>
        <translation>图层 {layer} 带有 Z 或 M 值，修复会将其丢弃：请先导出不带这些值的图层。</translation>
    </message>
    <message>
        <source>Layer {layer} has a field {field} already, it is a sample itself: draw from the whole layer.</source>
        <translation>图层 {layer} 已有字段 {field}，它本身就是样本：请从完整图层中抽样。</translation>
    </message>
    <message>
        <source>Layer {layer} has a field {field} already: rename it.</source>
        <translation>图层 {layer} 已有字段 {field}：请先改名。</translation>
    </message>
    <message>
        <source>Layer {layer} has no features: no patch lies in it.</source>
        <translation>图层 {layer} 没有要素：没有图斑位于其中。</translation>
    </message>
    <message>
        <source>Layer {layer} has no field DLBM: choose a layer of patches.</source>
        <translation>图层 {layer} 没有字段 DLBM：请选择图斑图层。</translation>
    </message>
    <message>
        <source>Layer {layer} has no field {fields}: add it, or write the result to a layer of its own.</source>
        <translation>图层 {layer} 没有字段 {fields}：请添加该字段，或将结果写入单独的图层。</translation>
    </message>
    <message>
        <source>Layer {layer} has no field {fields}: append to DLTB of a survey database.</source>
        <translation>图层 {layer} 没有字段 {fields}：请追加到调查数据库的 DLTB。</translation>
    </message>
    <message>
        <source>Layer {layer} has no field {fields}: choose another layer or add the field.</source>
        <translation>图层 {layer} 缺少字段 {fields}：请选择其他图层或添加该字段。</translation>
    </message>
    <message>
        <source>Layer {layer} has no field {field}: add it, or do not compare it.</source>
        <translation>图层 {layer} 缺少字段 {field}：请补充该字段，或不比较该字段。</translation>
    </message>
    <message>
        <source>Layer {layer} has no field {field}: add it, or switch off the comparison of codes.</source>
        <translation>图层 {layer} 缺少字段 {field}：请补充该字段，或关闭代码比较。</translation>
    </message>
    <message>
        <source>Layer {layer} has no patch {patches}: choose the layer that was checked.</source>
        <translation>图层 {layer} 中没有图斑 {patches}：请选择当初检查的图层。</translation>
    </message>
    <message>
        <source>Layer {layer} has no patch {patch}.</source>
        <translation>图层 {layer} 中没有图斑 {patch}。</translation>
    </message>
    <message>
        <source>Layer {layer} holds no area: choose another layer, or leave it out.</source>
        <translation>图层 {layer} 没有任何面积：请选择其他图层，或不使用该图层。</translation>
    </message>
    <message>
        <source>Layer {layer} holds no line: choose a layer of lines.</source>
        <translation>图层 {layer} 中没有线：请选择线图层。</translation>
    </message>
    <message>
        <source>Layer {layer} is a scratch layer: QGIS drops its patches at the end, with what was decided. Make it permanent as a GeoPackage first.</source>
        <translation>图层 {layer} 是临时图层：QGIS 退出时图斑及判定都会丢失，请先永久保存为 GeoPackage。</translation>
    </message>
    <message>
        <source>Layer {layer} is being edited as {encoding}, but its text is GBK: end its editing, then open the queue.</source>
        <translation>图层 {layer} 正按 {encoding} 编辑，但其文字是 GBK 编码：请先结束编辑，再打开队列。</translation>
    </message>
    <message>
        <source>Layer {layer} is in another reference system than the others: it was not held against them.</source>
        <translation>图层 {layer} 的坐标系与其他图层不同，未与其他图层进行拓扑比较。</translation>
    </message>
    <message>
        <source>Layer {layer} is in degrees ({crs}): reproject it to its Gauss-Krüger zone first, topology is checked in metres.</source>
        <translation>图层 {layer} 的坐标单位是度（{crs}）：请先投影到所在的高斯-克吕格分带，拓扑检查以米为单位。</translation>
    </message>
    <message>
        <source>Layer {layer} is in degrees ({crs}): reproject it to its Gauss-Krüger zone first.</source>
        <translation>图层 {layer} 的坐标单位为度（{crs}）：请先投影到所在的高斯-克吕格带。</translation>
    </message>
    <message>
        <source>Layer {layer} is in {own}, the patches are in {other}: reproject them first.</source>
        <translation>图层 {layer} 的坐标系为 {own}，图斑为 {other}：请先做投影转换。</translation>
    </message>
    <message>
        <source>Layer {layer} is no layer of the standard: name it by its code, such as DLTB.</source>
        <translation>图层 {layer} 不是标准图层：请按代码命名，如 DLTB。</translation>
    </message>
    <message>
        <source>Layer {layer} is not open in a project: write the result to a layer of its own.</source>
        <translation>图层 {layer} 未在工程中打开：请将结果写入单独的图层。</translation>
    </message>
    <message>
        <source>Layer {layer} is there more than once: the first was checked.</source>
        <translation>图层 {layer} 有多个，仅检查第一个。</translation>
    </message>
    <message>
        <source>Layer {layer} was removed, its queue is closed. {count} decisions are in the log and not in the file: open the queue again to take them back.</source>
        <translation>图层 {layer} 已被移除，队列已关闭。{count} 个判定在日志中而不在文件中：重新打开队列即可取回。</translation>
    </message>
    <message>
        <source>Layer, table or CSV file with a row a sample: GDPDJB (1 to 5), GDLX (TT, PD), and the coefficient or the areas that it is made of.</source>
        <translation>每行一个样本的图层、表或 CSV 文件：GDPDJB（1 至 5）、GDLX（TT、PD），以及系数或计算系数的两项面积。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Layers of findings</source>
        <translation>问题图层</translation>
    </message>
    <message>
        <source>Layers of the project, known by their names; they go before layers of the database with the same code.</source>
        <translation>工程中的图层，按名称识别；与数据库中同代码的图层相比，优先使用这里的图层。</translation>
    </message>
    <message>
        <source>Layers such as PDT or KFYQ, whose own polygons must not overlap.</source>
        <translation>如 PDT、KFYQ 等图层，同一图层内的图形不得重叠。</translation>
    </message>
    <message>
        <source>Layers without features: {layers}.</source>
        <translation>没有要素的图层：{layers}。</translation>
    </message>
    <message>
        <source>Layers {layer} and {other} have different coordinate systems ({first}, {second}): reproject one of them.</source>
        <translation>图层 {layer} 与 {other} 的坐标系不同（{first}、{second}）：请将其中一个重新投影。</translation>
    </message>
    <message>
        <source>Layers {one} and {two} have different coordinate systems ({first}, {second}): reproject {two} to that of {one}.</source>
        <translation>图层 {one} 与 {two} 的坐标系不同（{first}、{second}）：请将 {two} 重投影到 {one} 的坐标系。</translation>
    </message>
    <message>
        <source>Lays out the map sheets of GB/T 13989-2012 from 1:1 000 000 to 1:500 over a layer or an extent, or the sheets of given numbers: polygons with the sheet number, the edges in degrees, the four corners on the Gauss plane and the theoretical area by the official series (国土调查办发〔2008〕32号).
A sheet counts where the area reaches into it; one that is only touched does not. The system must be CGCS2000, Xi'an 1980 or Beijing 1954, geographic or Gauss-Kruger, with or without zone number.</source>
        <translation>按 GB/T 13989-2012 生成覆盖某图层或范围的 1:1 000 000 至 1:500 标准图幅，或给定图幅号的图幅：多边形含图幅号、图廓经纬度、四个角点的高斯平面坐标，以及按国土调查办发〔2008〕32号公式计算的图幅理论面积。
区域进入图幅内部才算，仅接触图廓线不算。坐标系须为 CGCS2000、1980西安或 1954北京，地理坐标或高斯-克吕格投影，带号可有可无。</translation>
    </message>
    <message>
        <source>Lead of the first grade</source>
        <translation>第一级别领先比例</translation>
    </message>
    <message>
        <source>Least width (m)</source>
        <translation>最小宽度（米）</translation>
    </message>
    <message>
        <source>Least width of what is left</source>
        <translation>剩余部分的最小宽度</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Leave the repair or the exception</source>
        <translation>放弃修复或例外</translation>
    </message>
    <message>
        <source>Leave unpaved dead ends off</source>
        <translation>未硬化未贯通的不上图</translation>
    </message>
    <message>
        <source>Leave what lies between different owners</source>
        <translation>不同权属之间的不修复</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>Ledger of merging</source>
        <translation>合并台账</translation>
    </message>
    <message>
        <source>Ledger of numbers</source>
        <translation>编号台账</translation>
    </message>
    <message>
        <source>Ledger of tags</source>
        <translation>标注台账</translation>
    </message>
    <message>
        <source>Ledger of the cutting</source>
        <translation>切割台账</translation>
    </message>
    <message>
        <source>Ledger of the repair</source>
        <translation>修复台账</translation>
    </message>
    <message>
        <source>Ledger of the steps</source>
        <translation>平差台账</translation>
    </message>
    <message>
        <source>Left and listed: {count} × {kind}: {reason}.</source>
        <translation>未修复并列出：{count} 处{kind}：{reason}。</translation>
    </message>
    <message>
        <source>Left empty, it is that of the layer, and degrees of CGCS2000 (EPSG:4490) without a layer.</source>
        <translation>留空时与图层相同；没有图层时为 CGCS2000 经纬度（EPSG:4490）。</translation>
    </message>
    <message>
        <source>Level field</source>
        <translation>层级字段</translation>
    </message>
    <message>
        <source>Level of the class</source>
        <translation>地类级别</translation>
    </message>
    <message>
        <source>Level of the unit</source>
        <translation>单位级别</translation>
    </message>
    <message>
        <source>Line features (XZDW)</source>
        <translation>线状地物（XZDW）</translation>
    </message>
    <message>
        <source>Linear features</source>
        <translation>线状地物</translation>
    </message>
    <message>
        <source>Linear features that end at the seam</source>
        <translation>在接边处中断的线状地类</translation>
    </message>
    <message>
        <source>Linear features to patches</source>
        <translation>线状地物转图斑</translation>
    </message>
    <message>
        <source>Linear patches</source>
        <translation>线状图斑</translation>
    </message>
    <message>
        <source>Linear patches by class</source>
        <translation>各地类线状图斑</translation>
    </message>
    <message>
        <source>Linear patches must be cut at their borders.</source>
        <translation>线状图斑须在其边界处分割。</translation>
    </message>
    <message>
        <source>Lines of roads, ditches and rivers. Lines in another coordinate system are reprojected.</source>
        <translation>道路、沟渠、河流的线。其他坐标系的线会重投影。</translation>
    </message>
    <message>
        <source>Lines on which this is yes (or a number that is not 0) lie under ground and get no patch.</source>
        <translation>此字段为“是”（或非 0 数值）的线在地下，不生成图斑。</translation>
    </message>
    <message>
        <source>Lines on which this is yes lie under ground.</source>
        <translation>此字段为“是”的线在地下。</translation>
    </message>
    <message>
        <source>Lines or areas of roads, or a table of them. The layer itself is not changed.</source>
        <translation>道路的线或面，或道路表。图层本身不变。</translation>
    </message>
    <message>
        <source>Lines shorter than</source>
        <translation>短于此值的界线</translation>
    </message>
    <message>
        <source>Lines that patches of the same attributes may be divided by, such as ownership or township borders.</source>
        <translation>可将同属性图斑分开的线，如权属界线或乡镇界线。</translation>
    </message>
    <message>
        <source>Lines to patches</source>
        <translation>线转图斑</translation>
    </message>
    <message>
        <source>Lines with class and width.</source>
        <translation>带地类和宽度的线。</translation>
    </message>
    <message>
        <source>List to work through</source>
        <translation>问题处理清单</translation>
    </message>
    <message>
        <source>Lists every finding of two runs as new, fixed or still there: layers of findings (FINDINGS of a check) or error GeoPackages. A finding is the same in both when it has the same id: kind, rule, layer, patches and place to 1 cm.
Compare runs of the same checks with the same settings: what a run did not look for counts as fixed.</source>
        <translation>逐个列出两次检查的问题是新增、已消除还是仍在：输入为问题图层（检查的 FINDINGS）或错误 GeoPackage。编号相同即为同一问题：类型、规则、图层、图斑相同，位置相同（至 1 厘米）。
请对比检查内容和参数相同的两次检查：未检查的内容会算作已消除。</translation>
    </message>
    <message>
        <source>Logs to merge</source>
        <translation>要合并的日志</translation>
    </message>
    <message>
        <source>Longer edges are cut into equal parts on the Gauss plane, an edge of exactly this length is not; 70 m as in the third survey, 0 uses the vertices alone as older software does.</source>
        <translation>超过该长度的边在高斯平面上等分加密，恰好等于该长度的不加密；第三次国土调查为 70 m，0 表示只用节点（与早期软件一致）。</translation>
    </message>
    <message>
        <source>Longest dangle</source>
        <translation>最长悬挂线</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>经度</translation>
    </message>
    <message>
        <source>Looking for a safe repair</source>
        <translation>正在计算安全修复</translation>
    </message>
    <message>
        <source>Lower limit</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>Lower limit of kappa</source>
        <translation>Kappa 系数下限</translation>
    </message>
    <message>
        <source>Lower limit of the overall accuracy</source>
        <translation>总体精度下限</translation>
    </message>
    <message>
        <source>M values were dropped: the survey's data is flat.</source>
        <translation>已舍去 M 值：调查数据为二维。</translation>
    </message>
    <message>
        <source>MSSM of {count} rows is neither 00 (mainland) nor 01 (island), such as “{value}”: correct it.</source>
        <translation>{count} 行的 MSSM 既不是 00（陆地）也不是 01（海岛），例如“{value}”：请改正。</translation>
    </message>
    <message>
        <source>Mainland</source>
        <translation>陆地</translation>
    </message>
    <message>
        <source>Mainland or islands</source>
        <translation>陆地或海岛</translation>
    </message>
    <message>
        <source>Make a sample county…</source>
        <translation>生成示例县…</translation>
    </message>
    <message>
        <source>Makes a county that does not exist, for training, demonstrations and tests: land-use patches (DLTB) with all fields of the standard that tile the county without gap or overlap, villages (CJDCQ), the county outline (XZQ) and an elevation model. Without defects the county passes every check; equal parameters give an equal county.
Defects are put in on request, the same number of each kind, never on patches that touch: {kinds}. Where they are and how large is written to a layer of points (TRUTH).</source>
        <translation>生成一个虚构的县，供培训、演示和测试使用：地类图斑（DLTB，含标准规定的全部字段，不重不漏地铺满全县）、村级调查区（CJDCQ）、县界（XZQ）和 DEM。不加缺陷时全部检查均能通过；参数相同，结果相同。
可按需加入缺陷，各类个数相同，且不落在相接的图斑上：{kinds}。缺陷的位置和大小写入点图层（TRUTH）。</translation>
    </message>
    <message>
        <source>Makes an empty county database to the standard: every layer with its fields, types, lengths and names, the codes that a field may have, and forms that show codes with their names, say what is missing, fill in defaults and work out what follows (names of codes, KCMJ and TBDLMJ). QGIS finds style and form in the database itself.
As a GeoPackage, a File Geodatabase (GDAL 3.6 or later) or in PostGIS. Layers whose fields no public source lists get BSM and YSDM only; the log names them. What is there is never overwritten.</source>
        <translation>按标准创建县级空数据库：全部图层及其字段、类型、长度和名称、字段值域，以及属性表单——代码与名称同时显示、提示缺项、填入默认值并自动推算（代码名称、KCMJ 和 TBDLMJ）。样式和表单保存在数据库中，QGIS 打开即用。
可建为 GeoPackage、文件地理数据库（GDAL 3.6 以上）或建在 PostGIS 中。公开资料未列出字段的图层只建 BSM 和 YSDM，日志中会列出。已有的数据绝不覆盖。</translation>
    </message>
    <message>
        <source>Makes the slope map (坡度图): polygons of the slope grades 1 to 5 (up to 2°, 6°, 15°, 25° and above; the upper bound belongs to the grade) from a slope raster or an elevation model, by the technical regulation of 2008.
Patches below the limit are merged into a neighbour of lower grade, where there is one; the smallest first. Patches that are nowhere two cells wide are shared between their neighbours. Borders run along the cells (through their middle where a line of cells was shared). The polygons tile all ground that has slope exactly: neighbours have the same nodes.</source>
        <translation>由坡度栅格或高程模型制作坡度图：坡度级别 1 至 5 的多边形（≤2°、≤6°、≤15°、≤25°、&gt;25°，上限含在本级内），依据 2008 年技术规定。
小于限值的图斑并入相邻的较低级别图斑（如有），从最小的开始。各处宽度均不足两个像元的图斑由相邻图斑分摊。界线沿像元边（分摊单像元线时沿像元中线）。多边形精确铺满有坡度的范围：相邻图斑节点一致。</translation>
    </message>
    <message>
        <source>Makes the table of ridge coefficients (田坎系数) from measured samples: a group of zone, slope grade (2 to 5) and type (TT, PD) with at least 30 samples, of which the largest exceeds the smallest by not more than 30 %, gets their plain mean, rounded half up to 4 decimals. A group that fails is named and gets none: measure more samples, or divide the zone.
Coefficients of the second survey may be used on; measuring anew is the province's decision.</source>
        <translation>由实测样本测算田坎系数表：按分区、坡度级（2 至 5）和类型（TT、PD）分组，每组样本不少于 30 个，且最大值比最小值大不超过 30%，取算术平均值，四舍五入保留 4 位小数。不合格的组逐一列出，不给系数：请补测样本或细分分区。
二调的田坎系数可以沿用；是否重新测算由省级决定。</translation>
    </message>
    <message>
        <source>Makes the table of theoretical and control areas of map sheets (图幅理论面积与控制面积接合图表): a whole sheet gives its theoretical area, a broken one is shared out by the measured areas of its pieces in and out of the county, rounded to 0.1 ha and pushed in steps of 0.1 ha, the largest pieces first, until they add up to the sheet.
The control area is the sum of what lies inside, the same by rows and by columns. Where MSSM tells mainland (00) from islands (01), each has a table and a control area of its own.</source>
        <translation>编制图幅理论面积与控制面积接合图表：整幅取图幅理论面积；破幅按县界内外各块的量算面积分配理论面积，取至 0.1 公顷，再以 0.1 公顷为单位由大到小调整，直至各块之和等于图幅理论面积。
控制面积为界内各块之和，横向合计与纵向合计相等。MSSM 区分陆地（00）与海岛（01）时，二者分别编表、分别得到控制面积。</translation>
    </message>
    <message>
        <source>Map picture</source>
        <translation>分布图</translation>
    </message>
    <message>
        <source>Map sheets</source>
        <translation>图幅</translation>
    </message>
    <message>
        <source>Mapping of fields</source>
        <translation>字段映射</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>边距</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Mean slope (°)</source>
        <translation>平均坡度（°）</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>量值</translation>
    </message>
    <message>
        <source>Measure only patches whose DLBM is a class of linear features; without DLBM all are measured.</source>
        <translation>只量测 DLBM 为线状地物地类的图斑；没有 DLBM 时全部量测。</translation>
    </message>
    <message>
        <source>Measure width of linear patches</source>
        <translation>量测线状图斑宽度</translation>
    </message>
    <message>
        <source>Measured area (m²)</source>
        <translation>量算面积（m²）</translation>
    </message>
    <message>
        <source>Measured coefficient, ratio or percent: if any value is 1 or more, all are read as percent.</source>
        <translation>实测系数，小数或百分数：只要有一个值大于等于 1，全部按百分数读取。</translation>
    </message>
    <message>
        <source>Measures how wide roads, ditches and rivers are from their patches. XZDWKD is the official figure: area divided by half the perimeter, in metres with one decimal, half up. Beside it WIDTH_MIN, WIDTH_MED and WIDTH_MAX are distances between both sides, measured along the centreline without its ends: a patch whose three figures differ much has junctions, or is several features in one. The centreline is the medial axis without the branches into corners.
Areas and lengths are those of the map plane; the layer must be in metres.</source>
        <translation>由图斑量测道路、沟渠、河流的宽度。XZDWKD 为官方算法：面积除以半周长，单位米，保留一位小数，四舍五入。另有 WIDTH_MIN、WIDTH_MED、WIDTH_MAX，为沿中心线（不含两端）量得的两侧边线间距：三者相差很大时，图斑含路口或由几条地物组成。中心线为去除角部分支的中轴线。
面积和长度为地图平面上的值；图层须以米为单位。</translation>
    </message>
    <message>
        <source>Median width (m)</source>
        <translation>中位宽度（米）</translation>
    </message>
    <message>
        <source>Merge parcels to patches</source>
        <translation>宗地合并为图斑</translation>
    </message>
    <message>
        <source>Merge patches of exactly the limit too</source>
        <translation>恰等于标准的图斑也合并</translation>
    </message>
    <message>
        <source>Merge small patches</source>
        <translation>合并小图斑</translation>
    </message>
    <message>
        <source>Merge small patches into</source>
        <translation>小图斑并入</translation>
    </message>
    <message>
        <source>Merge with the neighbour of the longest border</source>
        <translation>与公共边最长的相邻图斑合并</translation>
    </message>
    <message>
        <source>Merged into</source>
        <translation>并入图斑</translation>
    </message>
    <message>
        <source>Merged patches</source>
        <translation>合并后的图斑</translation>
    </message>
    <message>
        <source>Merges patches below the minimum mapping area (plan IV.1.3: built land and 1202 200 m², other farm land 400 m², all else 600 m²; by TBMJ, else by plane area) into a neighbour, the smallest first: one of the same second-level class, else the same first-level class (0303 is wetland, no forest), else the same of farm, built and unused land, else any; within each the largest.
A patch of exactly the limit stays, since the plan says that what exceeds it is mapped. Never across the lines of village, owner, kind of ownership and settlement range. What is mapped by its width and not by its area neither goes nor takes: railways, roads and ditches, and rivers and streets with a width (XZDWKD); a river or street without one is merged as any patch. What has no neighbour left stays and is in the ledger. The patch that takes keeps its attributes; TBMJ adds up, KCMJ and TBDLMJ follow; common borders go, no other vertex moves. Neighbours that lack each other's vertices share no border here: run Repair topology before.</source>
        <translation>将小于最小上图面积的图斑（方案 四(一)3：建设用地和设施农用地 1202 为 200 平方米，其他农用地 400 平方米，其余 600 平方米；按 TBMJ，无则按平面面积）由小到大并入相邻图斑：先同二级类，再同一级类（0303 属湿地，不属林地），再同三大类（农用地、建设用地、未利用地），最后任意相邻图斑；同一层次内取面积最大者。
恰等于标准的图斑保留，因方案规定超过者上图。不越过坐落、权属、权属性质和城镇村范围界线。按宽度而不按面积上图的图斑既不并出也不并入：铁路、公路、农村道路、管道和沟渠，以及填有宽度（XZDWKD）的河流、城镇村道路等；未填宽度的河流、城镇村道路与其他图斑同样处理。没有可并入图斑的保留并列入台账。接收图斑保留自身属性；TBMJ 相加，KCMJ、TBDLMJ 随之重算；仅去除公共边界，其余节点不动。相邻图斑缺少对方节点时视为无公共边：请先运行“修复拓扑”。</translation>
    </message>
    <message>
        <source>Method of slope</source>
        <translation>坡度算法</translation>
    </message>
    <message>
        <source>Metres (rule 4701: 2 m). A line exactly this long is not reported.</source>
        <translation>单位为米（规则4701：2 米）。长度恰好等于此值的界线不报告。</translation>
    </message>
    <message>
        <source>Metres between XZDWKD and the shape's width.</source>
        <translation>XZDWKD 与图形宽度之差（米）。</translation>
    </message>
    <message>
        <source>Metres for lines of other classes without a width; 0 leaves these lines out.</source>
        <translation>其他地类无宽度的线的宽度（米）；0 表示不处理这些线。</translation>
    </message>
    <message>
        <source>Metres for lines without a width of their own, such as 1006=4, 1107=2.</source>
        <translation>自身无宽度的线按地类取宽度（米），如 1006=4, 1107=2。</translation>
    </message>
    <message>
        <source>Metres in a unit of height</source>
        <translation>高程单位换算（米）</translation>
    </message>
    <message>
        <source>Metres of mean width, which is twice the area by the perimeter; 0 turns it off. A patch exactly this wide is not reported, nor one of a linear class (road, ditch, river).</source>
        <translation>米；平均宽度为面积的两倍除以周长，小于此值的图斑报告；0 表示不查。恰好等于此值的图斑和线状地类（道路、沟渠、河流）的图斑不报告。</translation>
    </message>
    <message>
        <source>Metres. A gap or an overlap that is not wider than this is a difference of coordinates: the straighter border follows the vertices of the other, and no line is asked for.</source>
        <translation>米。宽度不超过此值的缝隙或重叠属于坐标差异：较直的边界改为沿另一侧的节点走，不问是否在村界或权属界线上。</translation>
    </message>
    <message>
        <source>Metres. A gap or overlap that is not wider than this is a difference of coordinates and reported as an unmatched vertex; a face exactly this wide is one too.</source>
        <translation>米。宽度不超过此值的缝隙或重叠视为坐标差异，按公共边节点不一致报告；宽度恰为此值的也是。</translation>
    </message>
    <message>
        <source>Metres. A line that is no further than this from a boundary lies on it.</source>
        <translation>单位为米。与边界的距离不超过此值的界线视为在边界上。</translation>
    </message>
    <message>
        <source>Metres. Classes and attributes of two patches with a shorter common border are not compared.</source>
        <translation>单位为米。公共边短于此值的两个图斑不比较地类和属性。</translation>
    </message>
    <message>
        <source>Metres. Smaller cells take more time and space.</source>
        <translation>单位为米。像元越小，耗时和占用空间越大。</translation>
    </message>
    <message>
        <source>Metres. The standard gives no figure; a segment exactly this long is not reported.</source>
        <translation>米。标准未规定数值；长度恰为此值的线段不报告。</translation>
    </message>
    <message>
        <source>Metres. What is not wider than this is a difference of coordinates and no fault.</source>
        <translation>单位为米。宽度不超过此值的差异属于坐标误差，不算问题。</translation>
    </message>
    <message>
        <source>Metres. What is not wider than this is a difference of coordinates, reported as a vertex.</source>
        <translation>单位为米。宽度不超过此值的差异属于坐标误差，按节点不一致报告。</translation>
    </message>
    <message>
        <source>Metres. Wider ones are not reported, one of exactly this width is; 0: however wide.</source>
        <translation>米。更宽的不报告，恰好等于此宽度的报告；0 表示不限。</translation>
    </message>
    <message>
        <source>Metres: a shorter line with a loose end is a dangle.</source>
        <translation>米：带悬挂端且更短的线为悬挂线。</translation>
    </message>
    <message>
        <source>Metres: loose ends nearer than this are a break; 0 turns this off.</source>
        <translation>米：两个悬挂端更近即为间断；0 表示不检查。</translation>
    </message>
    <message>
        <source>Metres: strips that are narrower on average go to a neighbour too; 0 turns this off.</source>
        <translation>米：平均宽度更窄的条带也并入相邻图斑；0 表示不处理。</translation>
    </message>
    <message>
        <source>Metres; 0 turns it off. Gaps that patches of both layers enclose are found whatever their width; those that are open at an end only up to this width, and only where they are ten times as long as wide.</source>
        <translation>单位为米；0 表示不检查。被两侧图斑围住的缝隙无论多宽都会查出；一端敞开的缝隙只查不超过此宽度、且长度至少为宽度十倍的。</translation>
    </message>
    <message>
        <source>Metres; 0 turns it off. Reports also the places where a patch that is wide elsewhere is narrower than this, be it a neck between two parts or a long tail. Takes more time.</source>
        <translation>米；0 表示不查。图斑其他部分较宽、局部窄于此值之处（两部分之间的瓶颈或细长的尾部）也报告。耗时较长。</translation>
    </message>
    <message>
        <source>Metres; 0 turns it off. Reports narrow openings between patches that no patch closes; only needed without XZQ.</source>
        <translation>米；0 表示不检查。报告图斑之间未被图斑封闭的狭窄开口；仅在没有 XZQ 时需要。</translation>
    </message>
    <message>
        <source>Metres; the width is twice the radius of the largest circle that fits in. An area exactly this wide is reported; 0: however thin.</source>
        <translation>米；宽度为最大内切圆半径的两倍。恰好等于此宽度的报告；0 表示不限。</translation>
    </message>
    <message>
        <source>Metres; the width is twice the radius of the largest circle that fits in. Wider ones are left and listed; 0: however wide.</source>
        <translation>米；宽度为最大内切圆半径的两倍。更宽的不修复，只列出；0 表示不限。</translation>
    </message>
    <message>
        <source>Metric coordinate system to warp the model to first (cubic convolution), such as the Gauss-Kruger zone of the county. Empty: the model stays as it is, and one in degrees is refused.</source>
        <translation>先将模型重投影（三次卷积）至该投影坐标系，如本县所在的高斯-克吕格分带。留空：保持原样，以度为单位的模型将被拒绝。</translation>
    </message>
    <message>
        <source>Minimum area of all else (m²)</source>
        <translation>其他地类最小上图面积（平方米）</translation>
    </message>
    <message>
        <source>Minimum area of built land and 1202 (m²)</source>
        <translation>建设用地和设施农用地最小上图面积（平方米）</translation>
    </message>
    <message>
        <source>Minimum area of other farm land (m²)</source>
        <translation>其他农用地最小上图面积（平方米）</translation>
    </message>
    <message>
        <source>NOT PASSED</source>
        <translation>不通过</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the class</source>
        <translation>地类名称</translation>
    </message>
    <message>
        <source>Name of the county</source>
        <translation>县名称</translation>
    </message>
    <message>
        <source>Name the field of the coefficient, or those of the ridge area and the sample's area.</source>
        <translation>请指定系数字段，或田坎面积和样本面积字段。</translation>
    </message>
    <message>
        <source>Name the field of the sample's area too: the coefficient is ridge area by sample area.</source>
        <translation>请同时指定样本面积字段：系数等于田坎面积除以样本面积。</translation>
    </message>
    <message>
        <source>Name the field of the sample's area: the smallest sample is told by it.</source>
        <translation>请指定样本面积字段：样本最小面积据此判断。</translation>
    </message>
    <message>
        <source>Name the new database once: a file in DATABASE, or a connection in POSTGIS.</source>
        <translation>新数据库只指定一次：在 DATABASE 中给文件，或在 POSTGIS 中给连接。</translation>
    </message>
    <message>
        <source>Names of fields, separated by commas: parcels that differ in one of them are never merged.</source>
        <translation>字段名，以逗号分隔：任一字段不同的宗地不合并。</translation>
    </message>
    <message>
        <source>Names of fields, separated by commas: patches that differ in one of them are never merged.</source>
        <translation>字段名，以逗号分隔：任一字段不同的图斑不合并。</translation>
    </message>
    <message>
        <source>Names of the townships (XZQDM, XZQMC). Villages are named by ZLDWMC of their patches.</source>
        <translation>乡镇名称（XZQDM、XZQMC）。村名取自图斑的 ZLDWMC。</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>New numbers are filled with zeros to so many digits; 1: no zeros.</source>
        <translation>新编号补零到该位数；1：不补零。</translation>
    </message>
    <message>
        <source>New sheet numbers such as H50G093004, of any scale, separated by commas, blanks or line breaks.</source>
        <translation>新图幅号，如 H50G093004，比例尺不限，用逗号、空格或换行分隔。</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Next patch</source>
        <translation>下一图斑</translation>
    </message>
    <message>
        <source>No county of {patches} patches in {villages} villages could be laid out; take fewer villages.</source>
        <translation>无法布设含 {patches} 个图斑、{villages} 个村级调查区的样例县，请减少村级调查区个数。</translation>
    </message>
    <message>
        <source>No field of the layer fills {fields}: they stay empty.</source>
        <translation>图层中没有可填入 {fields} 的字段，这些字段为空。</translation>
    </message>
    <message>
        <source>No field of the layer is like one of DLTB: name the fields in the mapping.</source>
        <translation>图层中没有与 DLTB 相符的字段：请在字段映射中指定。</translation>
    </message>
    <message>
        <source>No finding is shown.</source>
        <translation>列表中没有问题。</translation>
    </message>
    <message>
        <source>No finding meets the conditions: nothing was changed.</source>
        <translation>没有符合条件的问题：未作任何修改。</translation>
    </message>
    <message>
        <source>No finding: all checked rules hold.</source>
        <translation>未发现问题：所检查的规则全部符合。</translation>
    </message>
    <message>
        <source>No land class matches “{typed}”.</source>
        <translation>没有与“{typed}”相符的地类。</translation>
    </message>
    <message>
        <source>No layer of the project has a session of yours: open a queue.</source>
        <translation>工程中没有您工作过的图层：请打开队列。</translation>
    </message>
    <message>
        <source>No layer was chosen that a database can hold: rasters are files of their own.</source>
        <translation>没有选择可存入数据库的图层：栅格为单独的文件。</translation>
    </message>
    <message>
        <source>No line can become a patch: {reason}</source>
        <translation>没有线能成为图斑：{reason}</translation>
    </message>
    <message>
        <source>No patch of layer {layer} is in the queue: widen filter or selection.</source>
        <translation>图层 {layer} 没有图斑进入队列：请放宽过滤条件或选择范围。</translation>
    </message>
    <message>
        <source>No public source lists the fields of {layers}: they have BSM and YSDM only, or none.</source>
        <translation>公开资料未列出 {layers} 的字段：这些图层只有 BSM 和 YSDM，或没有字段。</translation>
    </message>
    <message>
        <source>No queue</source>
        <translation>无队列</translation>
    </message>
    <message>
        <source>No rule reads layer {layer}: it is left out.</source>
        <translation>没有规则用到图层 {layer}：已忽略。</translation>
    </message>
    <message>
        <source>North edge (°)</source>
        <translation>北图廓纬度（°）</translation>
    </message>
    <message>
        <source>Northing (m)</source>
        <translation>纵坐标（m）</translation>
    </message>
    <message>
        <source>Not among what is repaired, listed for people: {kinds}.</source>
        <translation>不在修复之列，留待人工处理：{kinds}。</translation>
    </message>
    <message>
        <source>Not checked: {check} ({reason}).</source>
        <translation>未检查：{check}（{reason}）。</translation>
    </message>
    <message>
        <source>Not run because</source>
        <translation>未执行原因</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Note other differences of class</source>
        <translation>提示其他地类差异</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Notes every pair of patches of different land class across the seam.</source>
        <translation>对接边两侧地类不同的每一对图斑给出提示。</translation>
    </message>
    <message>
        <source>Nothing was appended to layer {layer}: {reason}</source>
        <translation>没有向图层 {layer} 追加任何图斑：{reason}</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Number of broken sheets</source>
        <translation>破幅个数</translation>
    </message>
    <message>
        <source>Number of changes</source>
        <translation>变更数</translation>
    </message>
    <message>
        <source>Number of conflicts</source>
        <translation>矛盾数</translation>
    </message>
    <message>
        <source>Number of defects put in</source>
        <translation>加入的缺陷数</translation>
    </message>
    <message>
        <source>Number of errors</source>
        <translation>错误数</translation>
    </message>
    <message>
        <source>Number of findings</source>
        <translation>问题数量</translation>
    </message>
    <message>
        <source>Number of findings reviewed</source>
        <translation>审核的问题数</translation>
    </message>
    <message>
        <source>Number of findings still there</source>
        <translation>仍在的问题数</translation>
    </message>
    <message>
        <source>Number of fixed findings</source>
        <translation>已消除问题数</translation>
    </message>
    <message>
        <source>Number of fly-in patches</source>
        <translation>飞入地图斑数</translation>
    </message>
    <message>
        <source>Number of layers</source>
        <translation>图层数</translation>
    </message>
    <message>
        <source>Number of linear patches</source>
        <translation>线状图斑数</translation>
    </message>
    <message>
        <source>Number of measured patches</source>
        <translation>已量测图斑数</translation>
    </message>
    <message>
        <source>Number of new findings</source>
        <translation>新增问题数</translation>
    </message>
    <message>
        <source>Number of new identifiers</source>
        <translation>新标识码数</translation>
    </message>
    <message>
        <source>Number of new patch numbers</source>
        <translation>新图斑编号数</translation>
    </message>
    <message>
        <source>Number of new patches</source>
        <translation>新图斑数</translation>
    </message>
    <message>
        <source>Number of notes</source>
        <translation>提示数</translation>
    </message>
    <message>
        <source>Number of parcels of several uses</source>
        <translation>多用途宗地数</translation>
    </message>
    <message>
        <source>Number of patches</source>
        <translation>图斑数</translation>
    </message>
    <message>
        <source>Number of patches compared</source>
        <translation>参与对比的图斑个数</translation>
    </message>
    <message>
        <source>Number of patches drawn</source>
        <translation>抽取的图斑个数</translation>
    </message>
    <message>
        <source>Number of patches in dispute</source>
        <translation>不一致图斑个数</translation>
    </message>
    <message>
        <source>Number of patches in no unit</source>
        <translation>不在任何单位内的图斑数</translation>
    </message>
    <message>
        <source>Number of patches in several units</source>
        <translation>跨单位的图斑数</translation>
    </message>
    <message>
        <source>Number of patches looked at</source>
        <translation>已核查的图斑个数</translation>
    </message>
    <message>
        <source>Number of patches made</source>
        <translation>生成的图斑数</translation>
    </message>
    <message>
        <source>Number of patches merged into others</source>
        <translation>并入其他图斑的图斑数</translation>
    </message>
    <message>
        <source>Number of patches that cutting added</source>
        <translation>分割增加的图斑数</translation>
    </message>
    <message>
        <source>Number of patches that lost land</source>
        <translation>失去土地的图斑数</translation>
    </message>
    <message>
        <source>Number of patches that were cut</source>
        <translation>被分割的图斑数</translation>
    </message>
    <message>
        <source>Number of patches to look at</source>
        <translation>待核查图斑数</translation>
    </message>
    <message>
        <source>Number of patches with a grade</source>
        <translation>已分级的图斑数</translation>
    </message>
    <message>
        <source>Number of patches without area</source>
        <translation>无面积的图斑数</translation>
    </message>
    <message>
        <source>Number of patches; a real county has 100 000 to 300 000. The mean patch has 7500 m².</source>
        <translation>图斑个数；实际县约 10 万至 30 万个。平均图斑面积 7500 m²。</translation>
    </message>
    <message>
        <source>Number of polygons</source>
        <translation>多边形数</translation>
    </message>
    <message>
        <source>Number of remaining errors</source>
        <translation>剩余错误数</translation>
    </message>
    <message>
        <source>Number of repaired findings</source>
        <translation>已修复问题数</translation>
    </message>
    <message>
        <source>Number of roads with a class</source>
        <translation>有地类的道路数</translation>
    </message>
    <message>
        <source>Number of roads without a width</source>
        <translation>无宽度的道路数</translation>
    </message>
    <message>
        <source>Number of rules that apply</source>
        <translation>适用的规则数</translation>
    </message>
    <message>
        <source>Number of rules that are broken</source>
        <translation>不符合的规则数</translation>
    </message>
    <message>
        <source>Number of rules that ran</source>
        <translation>执行的规则数</translation>
    </message>
    <message>
        <source>Number of rules that were asked</source>
        <translation>已检查的规则数</translation>
    </message>
    <message>
        <source>Number of sheets</source>
        <translation>图幅数</translation>
    </message>
    <message>
        <source>Number of small patches left</source>
        <translation>保留的小图斑数</translation>
    </message>
    <message>
        <source>Number of their parts</source>
        <translation>分割后的部分数</translation>
    </message>
    <message>
        <source>Number of warnings</source>
        <translation>警告数</translation>
    </message>
    <message>
        <source>Number of whole sheets</source>
        <translation>整幅个数</translation>
    </message>
    <message>
        <source>Number patches</source>
        <translation>图斑编号</translation>
    </message>
    <message>
        <source>Numbered patches</source>
        <translation>编号后的图斑</translation>
    </message>
    <message>
        <source>Numbers and identifiers of this layer (ZLDWDM, TBBH, BSM) count as used, though a patch may be gone.</source>
        <translation>该图层（ZLDWDM、TBBH、BSM）中的编号和标识码视为已使用，即使图斑已不存在。</translation>
    </message>
    <message>
        <source>Of two grades with the same area take the</source>
        <translation>两级面积相等时取</translation>
    </message>
    <message>
        <source>Official ellipsoidal areas are not defined in the coordinate reference system “{name}”; reproject the layer to CGCS2000 Gauss-Kruger (such as EPSG:4528) or CGCS2000 geographic (EPSG:4490).</source>
        <translation>坐标系“{name}”中不能计算规定的椭球面积；请将图层重投影到 CGCS2000 高斯-克吕格投影（如 EPSG:4528）或 CGCS2000 地理坐标系（EPSG:4490）。</translation>
    </message>
    <message>
        <source>On slope grade 1 and on other classes GDLX must be empty; each patch that is changed so is listed as a note.</source>
        <translation>1 级坡度和其他地类的 GDLX 必须为空；每个因此改动的图斑作为提示列出。</translation>
    </message>
    <message>
        <source>One HTML file to read, print and send: counts by rule, a table of findings, how the run was made.</source>
        <translation>可阅读、打印和发送的单个 HTML 文件：按规则计数、问题列表、运行参数。</translation>
    </message>
    <message>
        <source>One HTML file to read, print and send: the figures with their intervals, tables by class, the matrix, the formulas and where they are from.</source>
        <translation>一个便于阅读、打印和发送的 HTML 文件：各项指标及其区间、分地类的表、混淆矩阵、公式及其出处。</translation>
    </message>
    <message>
        <source>One HTML file: what was made and cut, by class, and the busiest place before and after.</source>
        <translation>一个 HTML 文件：按地类列出生成和切割的结果，并附地物最密处的前后对比图。</translation>
    </message>
    <message>
        <source>Only a part of the layer was checked: no finding was marked as fixed.</source>
        <translation>只检查了图层的一部分：没有把任何问题标为已消除。</translation>
    </message>
    <message>
        <source>Only findings of these kinds; all where none is chosen.</source>
        <translation>仅限这些类型的问题；不选则不限。</translation>
    </message>
    <message>
        <source>Only findings of these rules: ids of rules, separated by blanks or commas.</source>
        <translation>仅限这些规则的问题：规则编号，用空格或逗号分隔。</translation>
    </message>
    <message>
        <source>Only findings that the map shows (V)</source>
        <translation>只列出地图视图范围内的问题（V）</translation>
    </message>
    <message>
        <source>Only linear classes</source>
        <translation>仅线状地物地类</translation>
    </message>
    <message>
        <source>Only one patch was looked at in the strata {strata}: no interval can be told, look at another.</source>
        <translation>层 {strata} 中只核查了一个图斑：无法给出置信区间，请再核查一个。</translation>
    </message>
    <message>
        <source>Only rules of these groups run; none chosen: all, also those of other groups in your file.</source>
        <translation>只执行所选分组的规则；不选：全部执行，包括规则文件中其他分组的规则。</translation>
    </message>
    <message>
        <source>Only these rules</source>
        <translation>仅检查这些规则</translation>
    </message>
    <message>
        <source>Only what changed since the run of {started} was checked.</source>
        <translation>只检查了自 {started} 的运行以来变化的部分。</translation>
    </message>
    <message>
        <source>Only what the map shows</source>
        <translation>只看地图范围内</translation>
    </message>
    <message>
        <source>Only {placed} of {wanted} defects of kind '{kind}' found room in the county; take more patches or fewer defects.</source>
        <translation>“{kind}”类缺陷要求 {wanted} 个，县内只放得下 {placed} 个；请增加图斑数或减少缺陷数。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open a queue first.</source>
        <translation>请先打开队列。</translation>
    </message>
    <message>
        <source>Open a queue…</source>
        <translation>打开队列…</translation>
    </message>
    <message>
        <source>Open an error GeoPackage or a layer of findings.</source>
        <translation>请打开错误库（GeoPackage）或问题图层。</translation>
    </message>
    <message>
        <source>Open gaps up to this width</source>
        <translation>开口缝隙的最大宽度</translation>
    </message>
    <message>
        <source>Open ones</source>
        <translation>未处理</translation>
    </message>
    <message>
        <source>Open the acceptance model in the modeler…</source>
        <translation>在建模器中打开验收模型…</translation>
    </message>
    <message>
        <source>Open the selected findings again</source>
        <translation>重新打开所选问题</translation>
    </message>
    <message>
        <source>Opening findings</source>
        <translation>正在打开问题</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>次序</translation>
    </message>
    <message>
        <source>Order at crossings</source>
        <translation>交叉次序</translation>
    </message>
    <message>
        <source>Other feature</source>
        <translation>另一要素</translation>
    </message>
    <message>
        <source>Other layers, by their names</source>
        <translation>其他图层（按图层名）</translation>
    </message>
    <message>
        <source>Other patch</source>
        <translation>另一图斑</translation>
    </message>
    <message>
        <source>Other patches</source>
        <translation>其他图斑</translation>
    </message>
    <message>
        <source>Other polygon layers</source>
        <translation>其他面图层</translation>
    </message>
    <message>
        <source>Other units</source>
        <translation>其他单位</translation>
    </message>
    <message>
        <source>Outcome: changed, ambiguous or refused</source>
        <translation>结果：changed 修改、ambiguous 多种对应、refused 未采用</translation>
    </message>
    <message>
        <source>Overall accuracy</source>
        <translation>总体精度</translation>
    </message>
    <message>
        <source>Overall accuracy (0 to 1)</source>
        <translation>总体精度（0 至 1）</translation>
    </message>
    <message>
        <source>Overall agreement</source>
        <translation>总体一致率</translation>
    </message>
    <message>
        <source>Overall agreement (0 to 1)</source>
        <translation>总体一致率（0 至 1）</translation>
    </message>
    <message>
        <source>Overlaps of at most (m²)</source>
        <translation>重叠面积上限（m²）</translation>
    </message>
    <message>
        <source>Overlaps, gaps, land outside the county and places without a patch are reported from this area up, exactly this area included; 0: however small.</source>
        <translation>重叠、缝隙、超出行政区和未覆盖之处，面积达到此值才报告，恰好等于此值也报告；0 表示不限。</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概况</translation>
    </message>
    <message>
        <source>Ownership</source>
        <translation>权属</translation>
    </message>
    <message>
        <source>Ownership areas</source>
        <translation>权属区</translation>
    </message>
    <message>
        <source>PASSED</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>PD slope</source>
        <translation>PD 坡地</translation>
    </message>
    <message>
        <source>PNG files</source>
        <translation>PNG 文件</translation>
    </message>
    <message>
        <source>Parallel features that overlap</source>
        <translation>重叠的平行地物</translation>
    </message>
    <message>
        <source>Parcel number</source>
        <translation>宗地号</translation>
    </message>
    <message>
        <source>Parcels</source>
        <translation>宗地</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>份</translation>
    </message>
    <message>
        <source>Part {name} is claimed by {who} already: take another.</source>
        <translation>第 {name} 份已由 {who} 认领：请认领其他份。</translation>
    </message>
    <message>
        <source>Part: code of a unit or BSM</source>
        <translation>部分：单位代码或 BSM</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>Parts beyond a line that are smaller are differences of lines: neither listed nor cut off.</source>
        <translation>界线外小于该面积的部分视为界线差异：不列出，也不分割。</translation>
    </message>
    <message>
        <source>Passed: every group has a coefficient</source>
        <translation>通过：每组都有系数</translation>
    </message>
    <message>
        <source>Passed: no finding is an error</source>
        <translation>通过：没有错误级问题</translation>
    </message>
    <message>
        <source>Passed: no value was refused or has several answers</source>
        <translation>通过：没有未采用的值，也没有多种对应的值</translation>
    </message>
    <message>
        <source>Pastoral areas</source>
        <translation>牧区范围</translation>
    </message>
    <message>
        <source>Pastoral areas (MQGD).</source>
        <translation>牧区范围（MQGD 牧区耕地）。</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>图斑</translation>
    </message>
    <message>
        <source>Patch it was cut out of</source>
        <translation>切自图斑</translation>
    </message>
    <message>
        <source>Patch layer</source>
        <translation>图斑图层</translation>
    </message>
    <message>
        <source>Patch layer with BSM, ZLDWDM, TBMJ and KCXS, and MSSM where there are islands. The layer itself is not changed.</source>
        <translation>地类图斑图层，含 BSM、ZLDWDM、TBMJ、KCXS，有海岛时还要有 MSSM。图层本身不变。</translation>
    </message>
    <message>
        <source>Patch layer with the field DLBM (land class). The layer itself is not changed.</source>
        <translation>含 DLBM（地类编码）字段的图斑图层；不修改原图层。</translation>
    </message>
    <message>
        <source>Patch layer with the fields DLBM and GDPDJB. The layer itself is not changed.</source>
        <translation>含 DLBM、GDPDJB 字段的图斑图层。原图层不改动。</translation>
    </message>
    <message>
        <source>Patch layer with the fields DLBM, TBMJ, GDPDJB and GDLX. The layer itself is not changed.</source>
        <translation>含 DLBM、TBMJ、GDPDJB、GDLX 字段的图斑图层；不修改原图层。</translation>
    </message>
    <message>
        <source>Patch layer with the fields {fields}; TBDLMJ must be filled (deduct ridges first).</source>
        <translation>地类图斑图层，含字段 {fields}；TBDLMJ 须已填写（先做田坎扣除）。</translation>
    </message>
    <message>
        <source>Patch layers (DLTB)</source>
        <translation>图斑图层（DLTB）</translation>
    </message>
    <message>
        <source>Patch numbers (TBBH)</source>
        <translation>图斑编号（TBBH）</translation>
    </message>
    <message>
        <source>Patch {bsm} of {area} m² would have no area left: look at it and at its control area.</source>
        <translation>图斑 {bsm}（{area} m²）调整后将没有面积：请检查该图斑及其控制面积。</translation>
    </message>
    <message>
        <source>Patch {key} cannot be changed in layer {layer}.</source>
        <translation>图层 {layer} 中的图斑 {key} 无法修改。</translation>
    </message>
    <message>
        <source>Patch {key} has no neighbour with a common border.</source>
        <translation>图斑 {key} 没有具有公共边的相邻图斑。</translation>
    </message>
    <message>
        <source>Patch {patch}</source>
        <translation>图斑 {patch}</translation>
    </message>
    <message>
        <source>Patch {patch} has no BSM of 18 digits, from which those of its parts could follow: give it one first.</source>
        <translation>图斑 {patch} 没有 18 位 BSM，无法据此为各部分编号：请先为其编 BSM。</translation>
    </message>
    <message>
        <source>Patch {patch}: {apply} rules apply, {broken} are broken, {unasked} were not asked.</source>
        <translation>图斑 {patch}：适用规则 {apply} 条，不符合 {broken} 条，未检查 {unasked} 条。</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>图斑</translation>
    </message>
    <message>
        <source>Patches (DLTB)</source>
        <translation>图斑（DLTB）</translation>
    </message>
    <message>
        <source>Patches and lines have different coordinate systems ({first}, {second}): reproject one of them.</source>
        <translation>图斑与线的坐标系不同（{first}，{second}）：请重投影其中之一。</translation>
    </message>
    <message>
        <source>Patches and slope data are on different datums (“{first}” and “{second}”); transform one of them with the parameters of your region first.</source>
        <translation>图斑与坡度数据的大地基准不同（“{first}”和“{second}”）；请先用本地区的参数转换其中之一。</translation>
    </message>
    <message>
        <source>Patches and slope data must both have a coordinate reference system; assign the missing one.</source>
        <translation>图斑和坡度数据都必须有坐标系；请指定缺少的坐标系。</translation>
    </message>
    <message>
        <source>Patches as numbered last</source>
        <translation>上次编号的图斑</translation>
    </message>
    <message>
        <source>Patches below {area} m² were merged.</source>
        <translation>小于 {area} m² 的图斑已合并。</translation>
    </message>
    <message>
        <source>Patches in dispute</source>
        <translation>不一致图斑</translation>
    </message>
    <message>
        <source>Patches in several units</source>
        <translation>跨单位的图斑</translation>
    </message>
    <message>
        <source>Patches it speaks of</source>
        <translation>涉及图斑数</translation>
    </message>
    <message>
        <source>Patches narrower than</source>
        <translation>狭长图斑平均宽度限值</translation>
    </message>
    <message>
        <source>Patches of linear features that rank above a new one by class are not cut by it.</source>
        <translation>按地类次序高于新地物的已有线状图斑不被切割。</translation>
    </message>
    <message>
        <source>Patches of linear features, or a whole patch layer. The layer itself is not changed.</source>
        <translation>线状地物图斑，或整个图斑层。图层本身不变。</translation>
    </message>
    <message>
        <source>Patches of parcels</source>
        <translation>宗地合并成的图斑</translation>
    </message>
    <message>
        <source>Patches of the second survey</source>
        <translation>二调图斑</translation>
    </message>
    <message>
        <source>Patches of the stratum</source>
        <translation>该层图斑总数</translation>
    </message>
    <message>
        <source>Patches of which 10 m² or more lie beyond the border of a settlement range are cut there first; neighbours get the same nodes, smaller pieces stay where they are, TBMJ is shared out. The largest piece keeps BSM and TBBH: run Number patches for the others. Otherwise they are listed only.</source>
        <translation>有 10 平方米及以上落在城镇村范围线另一侧的图斑先沿线分割；相邻图斑取得相同节点，更小的碎块不分出，TBMJ 按面积分摊。最大的部分保留 BSM 和 TBBH，其余请运行“图斑编号”。不选时只列出。</translation>
    </message>
    <message>
        <source>Patches of which enough lies in another unit are cut; otherwise they are listed only.</source>
        <translation>落入其他单位面积足够大的图斑予以分割；不选时只列出。</translation>
    </message>
    <message>
        <source>Patches on which rules disagree (conflict), whose filled field differs from its rule (kept), that a rule reports (report), or that the border of a settlement range divides (crosses).</source>
        <translation>规则相互矛盾（conflict）、已填值与规则不同（kept）、规则提示（report）、被城镇村范围线穿越（crosses）的图斑。</translation>
    </message>
    <message>
        <source>Patches split by slope</source>
        <translation>按坡度分割的图斑</translation>
    </message>
    <message>
        <source>Patches that lie in several units (crosses) or in none (outside), with the m² beyond.</source>
        <translation>跨单位（crosses）或不在任何单位内（outside）的图斑，及界外面积（平方米）。</translation>
    </message>
    <message>
        <source>Patches to import</source>
        <translation>待导入图斑</translation>
    </message>
    <message>
        <source>Patches to look at</source>
        <translation>待核查图斑</translation>
    </message>
    <message>
        <source>Patches whose TBMJ is not TBDLMJ + KCMJ</source>
        <translation>TBMJ 不等于 TBDLMJ + KCMJ 的图斑数</translation>
    </message>
    <message>
        <source>Patches whose area was changed</source>
        <translation>面积有调整的图斑数</translation>
    </message>
    <message>
        <source>Patches with adjusted areas</source>
        <translation>平差后的图斑</translation>
    </message>
    <message>
        <source>Patches with area</source>
        <translation>带面积的图斑</translation>
    </message>
    <message>
        <source>Patches with deducted ridges</source>
        <translation>已扣除田坎的图斑</translation>
    </message>
    <message>
        <source>Patches with linear features</source>
        <translation>含线状地物的图斑</translation>
    </message>
    <message>
        <source>Patches with lines and points</source>
        <translation>含线和点的图斑</translation>
    </message>
    <message>
        <source>Patches with location and ownership</source>
        <translation>坐落权属赋值后的图斑</translation>
    </message>
    <message>
        <source>Patches with slope grade</source>
        <translation>带坡度级别的图斑</translation>
    </message>
    <message>
        <source>Patches with these two classes</source>
        <translation>该地类对的图斑个数</translation>
    </message>
    <message>
        <source>Patches with type</source>
        <translation>含耕地类型的图斑</translation>
    </message>
    <message>
        <source>Patches with width</source>
        <translation>带宽度的图斑</translation>
    </message>
    <message>
        <source>Patches; what both agree on is marked.</source>
        <translation>单位：图斑数；两者一致的已标出。</translation>
    </message>
    <message>
        <source>Paved</source>
        <translation>硬化</translation>
    </message>
    <message>
        <source>Permanent basic farmland (YJJBNTTB)</source>
        <translation>永久基本农田（YJJBNTTB）</translation>
    </message>
    <message>
        <source>Persons (CSV file)</source>
        <translation>人员名单（CSV 文件）</translation>
    </message>
    <message>
        <source>Pieces of sheets</source>
        <translation>图幅分块</translation>
    </message>
    <message>
        <source>Place by size</source>
        <translation>面积排序号</translation>
    </message>
    <message>
        <source>Places narrower than</source>
        <translation>图斑局部宽度限值</translation>
    </message>
    <message>
        <source>Plan of the work</source>
        <translation>任务分配表</translation>
    </message>
    <message>
        <source>Plots of permanent basic farmland with DLBM.</source>
        <translation>带 DLBM 的永久基本农田图斑。</translation>
    </message>
    <message>
        <source>Point features (LXDW)</source>
        <translation>零星地物（LXDW）</translation>
    </message>
    <message>
        <source>Points with class and area.</source>
        <translation>带地类和面积的点。</translation>
    </message>
    <message>
        <source>Points, lines or polygons. A selection or filter is respected; the layer itself is not changed.</source>
        <translation>点、线或面。遵循选择和筛选；图层本身不变。</translation>
    </message>
    <message>
        <source>Polygon layer of any make, a shapefile in GBK among them. The layer itself is not changed.</source>
        <translation>任意来源的面图层，包括 GBK 编码的 Shapefile。图层本身不会改动。</translation>
    </message>
    <message>
        <source>Polygon layer. A selection or filter is respected; the layer itself is not changed.</source>
        <translation>面图层。支持选择集和过滤条件；不修改原图层。</translation>
    </message>
    <message>
        <source>Polygons of slope grades.</source>
        <translation>坡度级别多边形。</translation>
    </message>
    <message>
        <source>Polygons of slope grades. One of the three sources of slope.</source>
        <translation>坡度分级多边形。三种坡度来源之一。</translation>
    </message>
    <message>
        <source>Polygons of the county: one or many, with MSSM where it has islands.</source>
        <translation>县的多边形，一个或多个；有海岛时含 MSSM。</translation>
    </message>
    <message>
        <source>Polygons or points with the type seen in the field. Polygons count by the area they share with the patch, points by their number; the larger sum wins, TT where both are equal.</source>
        <translation>含外业认定类型的面或点。面按与图斑的公共面积计，点按个数计；合计较大者为准，相等时取 TT。</translation>
    </message>
    <message>
        <source>Polygons with BSM, YSDM and PDJB. BSM is left to the numbering of the database.</source>
        <translation>含 BSM、YSDM、PDJB 的多边形。BSM 留待建库时编号。</translation>
    </message>
    <message>
        <source>Polygons, such as the county (XZQ), to which the map is cut. Empty: the whole raster.</source>
        <translation>裁切坡度图的范围面，如行政区（XZQ）。留空：整个栅格。</translation>
    </message>
    <message>
        <source>PostGIS connection</source>
        <translation>PostGIS 连接</translation>
    </message>
    <message>
        <source>PostGIS database {name} on {host} cannot be reached: check the connection, user and password.</source>
        <translation>无法连接 {host} 上的 PostGIS 数据库 {name}：请检查连接、用户和密码。</translation>
    </message>
    <message>
        <source>Present land use by first-level class</source>
        <translation>土地利用现状一级分类面积汇总表</translation>
    </message>
    <message>
        <source>Present land use by second-level class</source>
        <translation>土地利用现状二级分类面积汇总表</translation>
    </message>
    <message>
        <source>Present land use by the three groups</source>
        <translation>土地利用现状三大类面积汇总表</translation>
    </message>
    <message>
        <source>Preview, no patches written: {repaired} findings would go, {errors} errors would remain.</source>
        <translation>预览，未写入图斑：可修复 {repaired} 个问题，将剩余 {errors} 个错误。</translation>
    </message>
    <message>
        <source>Preview: write no patches</source>
        <translation>预览：不写出图斑</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Previous patch</source>
        <translation>上一图斑</translation>
    </message>
    <message>
        <source>Producer's accuracy (of what is there, how much the layer says)</source>
        <translation>生产者精度（实地为该地类的，图层中判对多少）</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>工程</translation>
    </message>
    <message>
        <source>Protected classes</source>
        <translation>受保护地类</translation>
    </message>
    <message>
        <source>Province “{code}” of field {field} is in no region: choose north or south.</source>
        <translation>字段 {field} 中的省份“{code}”不属于任何区域：请选择南方或北方。</translation>
    </message>
    <message>
        <source>Public sources leave open whether a patch of exactly the limit is mapped; by default it stays.</source>
        <translation>公开资料未明确恰等于标准的图斑是否上图；默认保留。</translation>
    </message>
    <message>
        <source>Pushed</source>
        <translation>调整值</translation>
    </message>
    <message>
        <source>Pushed (ha)</source>
        <translation>调整值（公顷）</translation>
    </message>
    <message>
        <source>Pushes the areas of patches (TBMJ) in whole steps of 0.01 m² until villages, townships and the county add up to their control areas, mainland and islands (MSSM) apart, and sets KCMJ and TBDLMJ anew (KCMJ = TBMJ × KCXS rounded half up, TBDLMJ = TBMJ − KCMJ).
From above: the difference of a unit, in steps, is handed out evenly to its parts, what does not divide to the largest first (of equal ones the lower code or BSM). What already adds up stays untouched. A difference beyond the limit is no residue of rounding: the run stops and names it.</source>
        <translation>以 0.01 m² 为单位逐级调整图斑面积（TBMJ），使村、乡镇、县的面积之和等于其控制面积，陆地与海岛（MSSM）分别控制，并重新计算 KCMJ 和 TBDLMJ（KCMJ = TBMJ × KCXS，四舍五入；TBDLMJ = TBMJ − KCMJ）。
自上而下：某单位的差值按 0.01 m² 的步数平均分给其各部分，除不尽的余数由大到小各分一步（面积相等时代码或 BSM 小者在先）。已经相符的保持不变。超过限差的差值不是凑整误差：运行停止并指出所在单位。</translation>
    </message>
    <message>
        <source>Put {name} on key {digit}</source>
        <translation>将 {name} 设到按键 {digit}</translation>
    </message>
    <message>
        <source>Puts the findings of several checks together: an HTML report with a map, a JSON summary, a picture, and an error GeoPackage (findings as points, lines and polygons, the runs, the rules, the exceptions).
INPUT counts as all that there is: findings of the error GeoPackage that INPUT lacks are marked as fixed, so give the layers of all checks at once.</source>
        <translation>汇总多项检查的问题：带图的 HTML 报告、JSON 摘要、图片，以及错误 GeoPackage（点、线、面问题图层，运行记录，规则，例外）。
INPUT 视为现有的全部问题：错误 GeoPackage 中有而 INPUT 中没有的问题标为已消除，因此请一次给出各项检查的全部图层。</translation>
    </message>
    <message>
        <source>QGIS knows no PostGIS connection “{name}”: give its name, or parameters such as host=… dbname=….</source>
        <translation>QGIS 中没有名为“{name}”的 PostGIS 连接：请给出连接名称，或参数，如 host=… dbname=…。</translation>
    </message>
    <message>
        <source>QGIS projects</source>
        <translation>QGIS 工程</translation>
    </message>
    <message>
        <source>Quality checks</source>
        <translation>质量检查</translation>
    </message>
    <message>
        <source>Quality report</source>
        <translation>质量检查报告</translation>
    </message>
    <message>
        <source>Queue of {layer}</source>
        <translation>{layer} 的队列</translation>
    </message>
    <message>
        <source>Range in degrees, minutes and seconds</source>
        <translation>图廓范围（度分秒）</translation>
    </message>
    <message>
        <source>Ranges 201 to 205 with CZCLX.</source>
        <translation>带 CZCLX 的 201 至 205 范围。</translation>
    </message>
    <message>
        <source>Ranges of cities, towns and villages: a road with more than half of its length in one lies inside.</source>
        <translation>城、镇、村范围：长度过半位于其中的道路算在内部。</translation>
    </message>
    <message>
        <source>Rare classes get so many patches (or all they have), even where the sample grows by it; two are needed for an interval. Not for a random draw.</source>
        <translation>稀少地类至少抽取这么多图斑（不足时全部抽取），即使样本因此变大；要给出置信区间至少需要两个。随机抽样时不适用。</translation>
    </message>
    <message>
        <source>Raster of heights, in a metric coordinate system. Its slope is computed as Slope raster does, border cells included. One of the three sources of slope.</source>
        <translation>以米为单位的投影坐标系高程栅格。坡度按“坡度栅格”的方法计算，含边缘像元。三种坡度来源之一。</translation>
    </message>
    <message>
        <source>Raster of heights, in a metric coordinate system. Its slope is computed as Slope raster does.</source>
        <translation>以米为单位的投影坐标系高程栅格。坡度按“坡度栅格”的方法计算。</translation>
    </message>
    <message>
        <source>Raster of heights, in metres unless the file or Z_FACTOR says otherwise.</source>
        <translation>高程栅格；除文件或 Z_FACTOR 另有说明外，单位为米。</translation>
    </message>
    <message>
        <source>Raster of slope in degrees, in a metric coordinate system. Give this or an elevation model.</source>
        <translation>以米为单位的投影坐标系、单位为度的坡度栅格。与高程模型二者给出其一。</translation>
    </message>
    <message>
        <source>Raster of slope in degrees, in a metric coordinate system. One of the three sources of slope.</source>
        <translation>以度为单位的坡度栅格，坐标系以米为单位。三种坡度来源之一。</translation>
    </message>
    <message>
        <source>Raster {layer} is no file; save it as a GeoTIFF first.</source>
        <translation>栅格 {layer} 不是文件；请先另存为 GeoTIFF。</translation>
    </message>
    <message>
        <source>Reading the patches' keys</source>
        <translation>正在读取图斑标识码</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Rectangle that the sheets are to cover.</source>
        <translation>需要图幅覆盖的矩形范围。</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Remaining findings</source>
        <translation>剩余问题</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Reopened: fixed before, found again</source>
        <translation>复现：曾已消除，又被发现</translation>
    </message>
    <message>
        <source>Repair topology</source>
        <translation>修复拓扑</translation>
    </message>
    <message>
        <source>Repaired patches</source>
        <translation>修复后的图斑</translation>
    </message>
    <message>
        <source>Repairs a patch layer where that is safe: repeated vertices are taken out, missing nodes put into the neighbour's border, small gaps and overlaps given to one patch, small places at the county's edge that no patch covers given to a neighbour, what reaches a little out of the county cut off, slivers merged, multipart patches split. Who gets a place is decided by the survey: the class (DLBM) that most of the border has, then the longest shared border; never across a village line, nor an ownership line that is known. Protected patches stay as they are to the byte.
Each repair is checked in its neighbourhood and taken back if it brings about another fault, and the result is checked as a whole. The ledger books every piece of land that changed hands twice, so that its changes add up to 0: a gap is land that nobody held, an overlap land that was counted twice and land outside the county land that does not belong to it (both negative). So the patches then have the area of the county itself. Faults with an exception in an error GeoPackage are left alone. Patches that nothing was done to keep their geometry; new vertices lie on the 0.1 mm grid.
Not repaired, only listed: duplicate and contained patches, self-intersections and other invalid geometry, and what is larger or wider than the limits. TBMJ and the areas that follow from it are not changed: run Ellipsoidal area afterwards. The layer must be in metres; Z and M are dropped.</source>
        <translation>在有把握之处修复图斑图层：删除重复节点，在相邻图斑边界上补齐缺少的节点，把小的缝隙和重叠归入一个图斑，把行政区边缘未被图斑覆盖的小块归入相邻图斑，裁去略微超出行政区的部分，合并碎小图斑，拆分多部件图斑。某处归谁由三调的规则决定：先看公共边中占比最大的地类（DLBM），再看最长公共边；从不跨越村界，也不跨越已知的权属界线。受保护图斑保持原样，一字节不变。
每次修复都在其邻域内复查，引起其他问题的撤回；最后对整个结果再作检查。台账对每块转移的土地记两笔，变化量之和为 0：缝隙是原来无图斑覆盖的土地，重叠是重复计算的土地，超出行政区的是不属于本行政区的土地（后两者为负值），因此修复后图斑总面积即行政区本身的面积。错误 GeoPackage 中已批准例外的问题不动。未作处理的图斑图形不变；新节点落在 0.1 mm 格网上。
不修复、只列出的有：重复图斑和被包含的图斑、自相交及其他无效图形，以及大于或宽于限值的问题。TBMJ 及由其推算的面积不变，请随后运行“椭球面积”。图层坐标须以米为单位；Z 值和 M 值舍去。</translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation>修复…</translation>
    </message>
    <message>
        <source>Repeat the last decision</source>
        <translation>重复上一次判定</translation>
    </message>
    <message>
        <source>Replace types that the patches have</source>
        <translation>替换图斑已有类型</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Report findings</source>
        <translation>问题报告</translation>
    </message>
    <message>
        <source>Report on ridges</source>
        <translation>田坎报告</translation>
    </message>
    <message>
        <source>Report on slope grades</source>
        <translation>坡度级报告</translation>
    </message>
    <message>
        <source>Reprojected from {crs} to the coordinate system of the patches.</source>
        <translation>已由 {crs} 转换到图斑的坐标系。</translation>
    </message>
    <message>
        <source>Reshape the border</source>
        <translation>修改边界</translation>
    </message>
    <message>
        <source>Review findings</source>
        <translation>审核问题</translation>
    </message>
    <message>
        <source>Ribbons of lines that differ in these fields, such as the road's number, are patches of their own.</source>
        <translation>这些字段（如道路编号）不同的线，其条带各成图斑。</translation>
    </message>
    <message>
        <source>Ridge area of the sample; with the sample's area it takes the place of the coefficient.</source>
        <translation>样本的田坎面积；与样本面积一起代替系数。</translation>
    </message>
    <message>
        <source>Ridge coefficient</source>
        <translation>田坎系数</translation>
    </message>
    <message>
        <source>Ridge coefficients</source>
        <translation>田坎系数</translation>
    </message>
    <message>
        <source>Ridge coefficients (%)</source>
        <translation>田坎系数（%）</translation>
    </message>
    <message>
        <source>Ridge coefficients from samples</source>
        <translation>由样本测算田坎系数</translation>
    </message>
    <message>
        <source>Ridge coefficients must be at least 0 and below 1 (or below 100 percent); correct the table.</source>
        <translation>田坎系数必须不小于 0 且小于 1（或小于 100%）；请改正系数表。</translation>
    </message>
    <message>
        <source>Ridge table (CSV file)</source>
        <translation>田坎系数表 (CSV 文件)</translation>
    </message>
    <message>
        <source>Ridge table (layer)</source>
        <translation>田坎系数表（图层）</translation>
    </message>
    <message>
        <source>Right click puts another class on this key</source>
        <translation>右键可为此按键设置其他地类</translation>
    </message>
    <message>
        <source>River channels</source>
        <translation>河道范围</translation>
    </message>
    <message>
        <source>Roads</source>
        <translation>道路</translation>
    </message>
    <message>
        <source>Roads and water</source>
        <translation>道路与水系</translation>
    </message>
    <message>
        <source>Roads and water as lines</source>
        <translation>道路与水系的线</translation>
    </message>
    <message>
        <source>Roads that are neither paved nor through get no class; otherwise they are 1006 and marked optional.</source>
        <translation>既未硬化又未贯通的道路不给地类；否则为 1006 并标为可选。</translation>
    </message>
    <message>
        <source>Roads, water and other dividers</source>
        <translation>道路、水面等分隔要素</translation>
    </message>
    <message>
        <source>Roman numeral</source>
        <translation>罗马数字</translation>
    </message>
    <message>
        <source>Row {row} of the ridge table is not usable: GDPDJB must be 2 to 5, GDLX TT or PD, and KCXS a number.</source>
        <translation>田坎系数表第 {row} 行不可用：GDPDJB 应为 2 至 5，GDLX 应为 TT 或 PD，KCXS 应为数值。</translation>
    </message>
    <message>
        <source>Row {row} of the rule file {path} has {found} values instead of {expected}: put values that contain commas in double quotes.</source>
        <translation>规则文件 {path} 第 {row} 行有 {found} 个值，应为 {expected} 个：含逗号的值请加双引号。</translation>
    </message>
    <message>
        <source>Row {row} of the rule file {path}: {column} is “{value}”, wanted is {wanted}.</source>
        <translation>规则文件 {path} 第 {row} 行：{column} 为“{value}”，应为{wanted}。</translation>
    </message>
    <message>
        <source>Rows with the same number are one parcel of several uses; without it each row is a parcel.</source>
        <translation>宗地号相同的多行为一宗多用途宗地；不提供时每行为一宗。</translation>
    </message>
    <message>
        <source>Rows without a class stay alone.</source>
        <translation>没有地类的行不参与合并。</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Rule 4601: patches smaller than 10 m²; a patch of exactly 10 m² is none.</source>
        <translation>规则 4601：面积小于 10 平方米的图斑；恰为 10 平方米的不算。</translation>
    </message>
    <message>
        <source>Rule 4601: patches smaller than 10 m²; a patch of exactly 10 m² is none. A sliver goes to a neighbour of the same class, else to that with the longest shared border.</source>
        <translation>规则 4601：小于 10 m² 的图斑；恰好 10 m² 的不算。碎小图斑并入同地类的相邻图斑，没有时并入公共边最长的相邻图斑。</translation>
    </message>
    <message>
        <source>Rule file {path}: the minimum area of {group} is “{value}”, but a province may only make it finer than {limit} m².</source>
        <translation>规则文件 {path}：{group} 的最小上图面积为“{value}”，省级只能规定得更细，不超过 {limit} 平方米。</translation>
    </message>
    <message>
        <source>Rule file {path}: there is no minimum area of “{group}”, choose one of {groups}.</source>
        <translation>规则文件 {path}：没有“{group}”的最小上图面积，请从 {groups} 中选择。</translation>
    </message>
    <message>
        <source>Rule {rule} cannot be evaluated, SQLite says “{message}”. Correct the rule.</source>
        <translation>规则 {rule} 无法计算，SQLite 提示“{message}”。请改正该规则。</translation>
    </message>
    <message>
        <source>Rule {rule} gives “{value}” to field {field}, which holds numbers: correct the rule.</source>
        <translation>规则 {rule} 给数值字段 {field} 赋值“{value}”：请更正规则。</translation>
    </message>
    <message>
        <source>Rule {rule} of Tuban.</source>
        <translation>Tuban 规则 {rule}。</translation>
    </message>
    <message>
        <source>Rule {rule} takes too long and was stopped: make its condition simpler.</source>
        <translation>规则 {rule} 用时过长，已停止：请简化其条件。</translation>
    </message>
    <message>
        <source>Rule {rule}, clause {clause}.</source>
        <translation>规则 {rule}，条款 {clause}。</translation>
    </message>
    <message>
        <source>Rule {rule}: its {part} “{expression}” cannot be used, {reason}. Correct the rule.</source>
        <translation>规则 {rule}：{part} “{expression}”不能使用，{reason}。请改正该规则。</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Rules and patches</source>
        <translation>规则覆盖表</translation>
    </message>
    <message>
        <source>Rules asked</source>
        <translation>已检查规则</translation>
    </message>
    <message>
        <source>Rules broken</source>
        <translation>不符合规则</translation>
    </message>
    <message>
        <source>Rules know a layer by its name, such as TTQ (bulldozed), LSYD (temporary), CCWJQ (demolition not finished), DEMOLISHED (cleared), SAND, KARST, CROPS, or one that your own rules name.</source>
        <translation>规则按图层名识别图层，如 TTQ（推土区）、LSYD（临时用地）、CCWJQ（拆除未尽区）、DEMOLISHED（拆除已清理）、SAND（沙荒）、KARST（石漠化）、CROPS（种植情况），或您的规则中的其他图层名。</translation>
    </message>
    <message>
        <source>Rules of the province beside those of the standard. Columns id, layer, kind, severity, scope, condition, text_zh, text_en; scope and condition are SQL expressions over the field names. A row with the id of a rule of the standard changes it: severity “off” switches it off.</source>
        <translation>标准规则之外的省级规则。列为 id、layer、kind、severity、scope、condition、text_zh、text_en；scope 和 condition 是以字段名写成的 SQL 表达式。编号与标准规则相同的行用于修改该规则：severity 为“off”即停用。</translation>
    </message>
    <message>
        <source>Rules {rules} were not checked: {reason}.</source>
        <translation>规则 {rules} 未检查：{reason}。</translation>
    </message>
    <message>
        <source>Run the county acceptance…</source>
        <translation>运行县级验收…</translation>
    </message>
    <message>
        <source>SJNF must be this year (rule L-ATT-40). Empty: any year from 2018 on.</source>
        <translation>数据年份 SJNF 必须为该年（规则 L-ATT-40）。留空：2018 年及以后均可。</translation>
    </message>
    <message>
        <source>SJNF where the layer has none; empty leaves it empty.</source>
        <translation>图层没有数据年份时填入 SJNF；留空则不填。</translation>
    </message>
    <message>
        <source>SQLite says “{message}”</source>
        <translation>SQLite 提示“{message}”</translation>
    </message>
    <message>
        <source>Safe repair of a finding</source>
        <translation>安全修复一个问题</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Sample data</source>
        <translation>示例数据</translation>
    </message>
    <message>
        <source>Sample patches</source>
        <translation>图斑抽样</translation>
    </message>
    <message>
        <source>Sample {row} is not usable: GDPDJB must be 1 to 5, GDLX TT or PD, and the coefficient or both areas numbers above 0. Correct or remove it.</source>
        <translation>第 {row} 个样本不可用：GDPDJB 应为 1 至 5，GDLX 应为 TT 或 PD，系数或两项面积应为大于 0 的数。请更正或删除。</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Samples that a group needs</source>
        <translation>每组所需样本数</translation>
    </message>
    <message>
        <source>Samples with less area do not count. Public sources do not lay it down; 4000 m² is in use.</source>
        <translation>面积更小的样本不参与测算。公开资料未作规定；常用 4000 平方米。</translation>
    </message>
    <message>
        <source>Save layer combinations as map themes first (eye button of the layer panel)</source>
        <translation>请先将图层组合存为地图主题（图层面板的眼睛按钮）</translation>
    </message>
    <message>
        <source>Save the layer</source>
        <translation>保存图层</translation>
    </message>
    <message>
        <source>Say where the county lies, once: by a layer in AREA or by a system in CRS.</source>
        <translation>请指明县所在位置，且只指明一次：在 AREA 中给图层，或在 CRS 中给坐标系。</translation>
    </message>
    <message>
        <source>Say which findings are meant: by IDS, KINDS, RULES or a layer FINDINGS.</source>
        <translation>请指明要审核哪些问题：用 IDS、KINDS、RULES 或图层 FINDINGS。</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>比例尺</translation>
    </message>
    <message>
        <source>Scale denominator</source>
        <translation>比例尺分母</translation>
    </message>
    <message>
        <source>Scale of the map that the smallest patch is measured on.</source>
        <translation>量算最小图斑所用的成图比例尺。</translation>
    </message>
    <message>
        <source>Scale of the sheets.</source>
        <translation>图幅比例尺。</translation>
    </message>
    <message>
        <source>Scale of the sheets: that of the survey, 1:10 000 in most counties.</source>
        <translation>图幅比例尺，即调查比例尺，多数县为 1:10 000。</translation>
    </message>
    <message>
        <source>Scale of the sheets; sheet numbers bring their own.</source>
        <translation>图幅比例尺；按图幅号生成时由图幅号决定。</translation>
    </message>
    <message>
        <source>Schema in PostGIS</source>
        <translation>PostGIS 模式</translation>
    </message>
    <message>
        <source>Schema {schema} has the tables {names} already, which may hold a survey: choose another schema.</source>
        <translation>模式 {schema} 中已有表 {names}，其中可能有调查数据：请选择其他模式。</translation>
    </message>
    <message>
        <source>Schema {schema} holds no layer of the standard: its tables must be called DLTB, XZQ and so on.</source>
        <translation>模式 {schema} 中没有标准图层：表名应为 DLTB、XZQ 等。</translation>
    </message>
    <message>
        <source>Scheme of crop attributes</source>
        <translation>种植属性方案</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Score by category</source>
        <translation>分类得分</translation>
    </message>
    <message>
        <source>Score: 100 less the share of weighted findings (an error counts 1, a warning 1/2, a note 1/4) in the features that were checked, in percent, cut off to two decimals. No official formula is public.</source>
        <translation>得分：100 减去加权问题数（错误计 1，警告计 1/2，提示计 1/4）占所查要素的百分比，截取两位小数。官方没有公开的计算公式。</translation>
    </message>
    <message>
        <source>Search patch, kind, rule, text</source>
        <translation>搜索图斑、类型、规则、文字</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>第二次</translation>
    </message>
    <message>
        <source>Second class</source>
        <translation>第二次判定的地类</translation>
    </message>
    <message>
        <source>Second class of the base map</source>
        <translation>底图的第二个地类</translation>
    </message>
    <message>
        <source>Second level</source>
        <translation>二级分类</translation>
    </message>
    <message>
        <source>Second level, m2</source>
        <translation>二级分类（平方米）</translation>
    </message>
    <message>
        <source>Second-survey lines and points to patches</source>
        <translation>二调线、点转图斑</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Segments shorter than</source>
        <translation>短线段长度小于</translation>
    </message>
    <message>
        <source>Sets the state of findings in an error GeoPackage: confirmed, exception (with a reason, a name and the date of today), reopened, or new, which withdraws a confirmation or an exception. Later runs with this DATABASE keep what is decided; findings with an exception do not count against the data.
All conditions that are given must hold for a finding. A fixed finding can only be reopened. The file itself is changed: stop editing it in QGIS before.</source>
        <translation>设置错误 GeoPackage 中问题的状态：confirmed（已确认）、exception（例外，须有理由和姓名，记入当天日期）、reopened（复现）或 new（新增，即撤销确认或例外）。以后用此 DATABASE 的检查都保留这些决定；有例外的问题不影响数据是否通过。
问题须同时满足所给的全部条件。已消除的问题只能设为复现。此工具直接修改该文件：请先在 QGIS 中停止编辑。</translation>
    </message>
    <message>
        <source>Settlement areas (CZCDYD)</source>
        <translation>城镇村等用地（CZCDYD）</translation>
    </message>
    <message>
        <source>Settlement attribute</source>
        <translation>城镇村属性</translation>
    </message>
    <message>
        <source>Settlement ranges</source>
        <translation>城镇村范围</translation>
    </message>
    <message>
        <source>Settlement ranges (CZCDYD)</source>
        <translation>城镇村等用地范围（CZCDYD）</translation>
    </message>
    <message>
        <source>Severities</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Share of the class by the second look</source>
        <translation>按核查结果该地类所占比例</translation>
    </message>
    <message>
        <source>Share of those in dispute</source>
        <translation>占不一致图斑的比例</translation>
    </message>
    <message>
        <source>Share out the work</source>
        <translation>分配任务</translation>
    </message>
    <message>
        <source>Share out the work…</source>
        <translation>分配任务…</translation>
    </message>
    <message>
        <source>Share without slope data</source>
        <translation>无坡度数据比例</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Sheet number</source>
        <translation>图幅号</translation>
    </message>
    <message>
        <source>Sheet numbers</source>
        <translation>图幅号</translation>
    </message>
    <message>
        <source>Sheets of the list</source>
        <translation>清单分表方式</translation>
    </message>
    <message>
        <source>Show what the safe repair would do; nothing is changed yet</source>
        <translation>显示安全修复将做的改动；此时尚未修改</translation>
    </message>
    <message>
        <source>Six digits that new identifiers begin with. Empty: as most identifiers have it, else from ZLDWDM.</source>
        <translation>新标识码开头的六位数字。留空：取现有标识码中最常见的，否则取自 ZLDWDM。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Skip the patch</source>
        <translation>跳过图斑</translation>
    </message>
    <message>
        <source>Sliver area (m²)</source>
        <translation>碎斑面积（平方米）</translation>
    </message>
    <message>
        <source>Slivers smaller than (m²)</source>
        <translation>碎小图斑面积小于（平方米）</translation>
    </message>
    <message>
        <source>Slope (degrees)</source>
        <translation>坡度（度）</translation>
    </message>
    <message>
        <source>Slope and ridges</source>
        <translation>坡度与田坎</translation>
    </message>
    <message>
        <source>Slope grade</source>
        <translation>坡度级</translation>
    </message>
    <message>
        <source>Slope in degrees of each cell of an elevation model, as the input of a slope map or of slope grades. Cells at the border of the model and beside its holes have a slope too, from the neighbours that are there; cells without height have none.
The model must be in a metric coordinate system: a cell in degrees has no size in metres. Such a model is refused, or warped when a metric system of the same datum is given. It is worked through by blocks and may be larger than the memory.</source>
        <translation>计算高程模型每个像元的坡度（度），用于制作坡度图或评定坡度级别。模型边缘和空洞旁的像元由现有邻域像元计算，同样有坡度；无高程的像元无坡度。
模型须为以米为单位的投影坐标系：以度为单位的像元没有米制大小。此类模型将被拒绝，或在指定同一基准的投影坐标系后重投影。按块计算，模型可大于内存。</translation>
    </message>
    <message>
        <source>Slope map</source>
        <translation>坡度图</translation>
    </message>
    <message>
        <source>Slope map (PDT)</source>
        <translation>坡度图（PDT）</translation>
    </message>
    <message>
        <source>Slope raster</source>
        <translation>坡度栅格</translation>
    </message>
    <message>
        <source>Slope raster (degrees)</source>
        <translation>坡度栅格（度）</translation>
    </message>
    <message>
        <source>Smaller patches are merged; a patch of just this size stays. 30 mm² by the regulation: 3000 m² at 1:10000, 750 m² at 1:5000. Smaller in karst, loess and other complex ground.</source>
        <translation>小于此值的图斑被合并，恰等于的保留。规定为 30 mm²：1:10000 为 3000 m²，1:5000 为 750 m²。喀斯特、黄土等复杂地区可取更小值。</translation>
    </message>
    <message>
        <source>Smallest coefficient</source>
        <translation>最小系数</translation>
    </message>
    <message>
        <source>Smallest part (m²)</source>
        <translation>最小部分（平方米）</translation>
    </message>
    <message>
        <source>Smallest part (share of the patch)</source>
        <translation>最小部分比例（占图斑）</translation>
    </message>
    <message>
        <source>Smallest patch on the ground (m²)</source>
        <translation>最小图斑实地面积（m²）</translation>
    </message>
    <message>
        <source>Smallest patch on the map (mm²)</source>
        <translation>最小图斑图上面积（mm²）</translation>
    </message>
    <message>
        <source>Smallest sample (m²)</source>
        <translation>样本最小面积（平方米）</translation>
    </message>
    <message>
        <source>Some patches have no area in {field}: fill it, or let each patch count one.</source>
        <translation>部分图斑的 {field} 没有面积：请先填写，或让每个图斑计为 1。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>South edge (°)</source>
        <translation>南图廓纬度（°）</translation>
    </message>
    <message>
        <source>Spikes sharper than (°)</source>
        <translation>尖锐角限值（°）</translation>
    </message>
    <message>
        <source>Split patches by slope</source>
        <translation>按坡度分割图斑</translation>
    </message>
    <message>
        <source>Split the patch</source>
        <translation>分割图斑</translation>
    </message>
    <message>
        <source>Square metres: parts of ribbons smaller than this go to a neighbour.</source>
        <translation>平方米：更小的条带部分并入相邻图斑。</translation>
    </message>
    <message>
        <source>Standard error</source>
        <translation>标准误差</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计汇总</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Still empty: {fields}. Choose, or Enter again.</source>
        <translation>尚未填写：{fields}。请选择，或再按回车。</translation>
    </message>
    <message>
        <source>Still there</source>
        <translation>仍在</translation>
    </message>
    <message>
        <source>Stratum</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Subdivide edges longer than (m)</source>
        <translation>加密长于此值的边（m）</translation>
    </message>
    <message>
        <source>Such as 104.</source>
        <translation>如 104。</translation>
    </message>
    <message>
        <source>Such as 203.</source>
        <translation>如 203。</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Sums the areas of patches by first- and second-level land class: TBDLMJ by DLBM, and the deducted KCMJ as 1203 (田坎). Wetlands (00) by the table of classes, adjustable (K) and refined (A) classes in their second-level class.
Square metres are exact to 0.01 and add up to the sum of TBMJ; hectares are forced to balance in both directions, the residue of rounding going to the largest areas first. Patches with an unknown code have a line of their own.</source>
        <translation>按一级、二级地类汇总图斑面积：TBDLMJ 按 DLBM 计，扣除的 KCMJ 计入 1203 田坎。湿地（00）按地类表归类，可调整地类（K）和细化地类（A）并入其二级类。
平方米精确到 0.01，与 TBMJ 之和相等；公顷纵横双向强制调平，舍入余数从面积最大者起分配。编码未知的图斑单列一行。</translation>
    </message>
    <message>
        <source>Survey area</source>
        <translation>调查范围</translation>
    </message>
    <message>
        <source>Survey database</source>
        <translation>调查数据库</translation>
    </message>
    <message>
        <source>Switched off by the rule file: {rules}.</source>
        <translation>规则文件已停用：{rules}。</translation>
    </message>
    <message>
        <source>TBBH would have {count} digits, more than the {most} of the field: give all numbers anew.</source>
        <translation>图斑编号将有 {count} 位，超过字段的 {most} 位：请全部重新编号。</translation>
    </message>
    <message>
        <source>TBDLMJ is empty in {count} patches: run the deduction of ridges first, it fills the field.</source>
        <translation>{count} 个图斑的图斑地类面积 TBDLMJ 为空：请先运行田坎扣除，由其填写该字段。</translation>
    </message>
    <message>
        <source>TBDLMJ or KCMJ is negative in {count} patches: correct them before summing.</source>
        <translation>{count} 个图斑的 TBDLMJ 或 KCMJ 为负：请先改正再汇总。</translation>
    </message>
    <message>
        <source>TBMJ and the areas that follow from it are as before: compute them anew (Ellipsoidal area).</source>
        <translation>TBMJ 及由其推算的面积未变：请重新计算（椭球面积）。</translation>
    </message>
    <message>
        <source>TBMJ of the changed patches was not worked out anew: {reason}</source>
        <translation>变化图斑的 TBMJ 未重新计算：{reason}</translation>
    </message>
    <message>
        <source>TBMJ of {count} patches had more than two decimals and was rounded.</source>
        <translation>{count} 个图斑的 TBMJ 多于两位小数，已四舍五入。</translation>
    </message>
    <message>
        <source>TBMJ was {area:.2f}</source>
        <translation>TBMJ 原为 {area:.2f}</translation>
    </message>
    <message>
        <source>TT terrace</source>
        <translation>TT 梯田</translation>
    </message>
    <message>
        <source>Table (workbook)</source>
        <translation>图表（工作簿）</translation>
    </message>
    <message>
        <source>Table of control areas (workbook)</source>
        <translation>控制面积表（工作簿）</translation>
    </message>
    <message>
        <source>Table of county, townships and villages: control area, area before and after, mainland and islands.</source>
        <translation>县、乡镇、村一览表：控制面积、平差前后面积，陆地与海岛分列。</translation>
    </message>
    <message>
        <source>Table with a row for every figure: measure, class, value, standard error, limits, patches.</source>
        <translation>每个指标一行的表：指标、地类、数值、标准误差、上下限、图斑个数。</translation>
    </message>
    <message>
        <source>Table with a row for every unit and class.</source>
        <translation>每个单位、每个地类一行的表。</translation>
    </message>
    <message>
        <source>Table with a row for every unit and patch that was changed: place in the order, before, change, after.</source>
        <translation>每个被调整的单位和图斑一行：顺序号、调整前、调整值、调整后。</translation>
    </message>
    <message>
        <source>Table with a row for every value: patch, field, before, after, outcome, and what was done or why not.</source>
        <translation>逐值列表：图斑、字段、原值、新值、结果，以及做了什么或为何未采用。</translation>
    </message>
    <message>
        <source>Table {file} of the standard cannot be read: install Tuban again.</source>
        <translation>无法读取标准数据表 {file}：请重新安装图斑插件。</translation>
    </message>
    <message>
        <source>Table {file} of the standard is not CSV in UTF-8: save it as such.</source>
        <translation>标准数据表 {file} 不是 UTF-8 编码的 CSV：请另存为该格式。</translation>
    </message>
    <message>
        <source>Table {file} of the standard, row {row}, column {column}: {problem}</source>
        <translation>标准数据表 {file} 第 {row} 行，{column} 列：{problem}</translation>
    </message>
    <message>
        <source>Table {file} of the standard, row {row}: it has {found} cells, the header has {expected}.</source>
        <translation>标准数据表 {file} 第 {row} 行有 {found} 个单元格，表头有 {expected} 个。</translation>
    </message>
    <message>
        <source>Tables (workbook)</source>
        <translation>汇总表（工作簿）</translation>
    </message>
    <message>
        <source>Tag and number a county</source>
        <translation>全县标注与编号</translation>
    </message>
    <message>
        <source>Tag patches</source>
        <translation>图斑标注</translation>
    </message>
    <message>
        <source>Tag {number}</source>
        <translation>标签 {number}</translation>
    </message>
    <message>
        <source>Tagged and numbered patches</source>
        <translation>已标注并编号的图斑</translation>
    </message>
    <message>
        <source>Tagged patches</source>
        <translation>标注后的图斑</translation>
    </message>
    <message>
        <source>Tags and numbering</source>
        <translation>属性标注与编号</translation>
    </message>
    <message>
        <source>Take the suggested tags</source>
        <translation>采用建议的标注</translation>
    </message>
    <message>
        <source>Takes a county from its elevation model to class areas that close: ellipsoidal areas (TBMJ), slope map and slope grades of cultivated patches, terraces by the field survey, ridges, map sheets with their control areas, patch areas pushed to the control areas of the villages (DCMJ of CJDCQ), and the sums by land class. Open it in the modeler to add steps or to change the order.</source>
        <translation>从高程模型到闭合的地类面积：椭球面积（TBMJ）、坡度图与耕地坡度级、按外业调查划分梯田坡地、田坎扣除、图幅及其控制面积、图斑面积向村级控制面积（CJDCQ 的 DCMJ）平差，并按地类汇总。可在建模器中打开，增加步骤或调整顺序。</translation>
    </message>
    <message>
        <source>Takes a county through its acceptance: grades the slopes of cultivated patches from the elevation model, deducts ridges, checks topology and attributes, sums the areas by land class, and writes one report with a map, an error GeoPackage and a workbook. Open it in the modeler to add steps or to change the order.</source>
        <translation>对一个县完成验收：由 DEM 为耕地图斑评定坡度级别，扣除田坎，检查拓扑和属性，按地类汇总面积，并输出一份附地图的报告、错误库和汇总表。可在建模器中打开，增加步骤或调整顺序。</translation>
    </message>
    <message>
        <source>Takes one patch and says of every rule of attributes, areas and topology whether it applies, which values it looks at and whether it holds. The patch is chosen by its identifier, or by selecting it in the layer.</source>
        <translation>选取一个图斑，逐条说明属性、面积和拓扑规则是否适用、涉及哪些值、是否符合。图斑按标识码指定，或在图层中选中。</translation>
    </message>
    <message>
        <source>Takes the centrelines of roads, ditches and rivers all the way to patches: gives roads their class, cuts the ribbons out of the patches with crossings and village lines, checks topology and linear features, and writes one report with a map. Lines need a width (XZDWKD), ditches and rivers their class (DLBM). Open it in the modeler to add steps or to change the order.</source>
        <translation>把道路、沟渠、河流的中心线一直做成图斑：道路分类，切出条带并处理交叉和村界，检查拓扑和线状地物，写出一份带图的报告。线须有宽度（XZDWKD），沟渠和河流须有地类（DLBM）。可在模型设计器中打开以增加步骤或改变次序。</translation>
    </message>
    <message>
        <source>Takes the interpreted patches of a county to complete attributes: tags by the rules (settlement ranges, river channels, lakes), location and ownership by the village areas, patch numbers and identifiers that stay where they are valid, and a check of all attributes with a report. Patches across village lines are listed, not cut. Open it in the modeler to add steps or to change the order.</source>
        <translation>将全县已解译的图斑补全为完整属性：按规则标注（城镇村范围、河道、湖泊），按村级调查区赋坐落和权属，编图斑编号和标识码（有效的保持不变），并检查全部属性、出具报告。跨村界的图斑只列出，不切割。可在建模器中打开，增加步骤或调整顺序。</translation>
    </message>
    <message>
        <source>Tells from a sample of patches that were looked at again (Sample patches) how right the whole layer is: overall accuracy, user's and producer's accuracy of each class and the share of each class, with standard errors and intervals, and the error matrix.
The sample's strata are taken into account: estimators of Stehman (2014), which for strata by class are those of Olofsson et al. (2014); Wilson's intervals, which also hold near 0 and 100 %. Each patch counts one, or its area. Patches without a second class were not looked at and are left out.</source>
        <translation>根据重新核查过的抽样图斑（见“图斑抽样”）推断整个图层的正确程度：总体精度、各地类的用户精度和生产者精度、各地类所占比例，均给出标准误差和置信区间，并给出混淆矩阵。
计算时考虑抽样分层：采用 Stehman（2014）的估计量，按地类分层时即为 Olofsson 等（2014）的估计量；置信区间采用 Wilson 区间，接近 0 和 100% 时同样成立。每个图斑计为 1，或按其面积计。没有第二次判定地类的图斑视为未核查，不参与计算。</translation>
    </message>
    <message>
        <source>That was the last finding of the list.</source>
        <translation>已是列表中的最后一个问题。</translation>
    </message>
    <message>
        <source>The accuracies and the error matrix.</source>
        <translation>精度和混淆矩阵。</translation>
    </message>
    <message>
        <source>The administrative area, one feature.</source>
        <translation>行政区，一个要素。</translation>
    </message>
    <message>
        <source>The administrative area, one or several features, in the same coordinate system.</source>
        <translation>行政区，可为一个或多个要素，坐标系须与图斑相同。</translation>
    </message>
    <message>
        <source>The administrative area; it is not changed. With it holes inside a single patch count as gaps; without it neither land outside nor uncovered land at the edge is known.</source>
        <translation>行政区；图层本身不变。给出时，单个图斑内部的空洞按缝隙处理；不给出时，无法判断超出行政区的土地和行政区边缘未被图斑覆盖之处。</translation>
    </message>
    <message>
        <source>The area field has no name; give one, for example TBMJ.</source>
        <translation>面积字段名为空，请填写字段名，例如 TBMJ。</translation>
    </message>
    <message>
        <source>The area spans {count} sheets of 1:{scale}, more than {most}: choose a smaller scale or area.</source>
        <translation>该区域跨 {count} 幅 1:{scale} 图幅，超过 {most} 幅：请选用较小的比例尺或区域。</translation>
    </message>
    <message>
        <source>The areas that CJDCQJX bounds.</source>
        <translation>CJDCQJX 所属的面层。</translation>
    </message>
    <message>
        <source>The areas that XZQJX bounds.</source>
        <translation>XZQJX 所属的面层。</translation>
    </message>
    <message>
        <source>The border of layer {layer} divides the patch: {area:.0f} m² lie beyond it.</source>
        <translation>图层 {layer} 的边界穿过图斑：有 {area:.0f} 平方米在界线另一侧。</translation>
    </message>
    <message>
        <source>The borders of neighbours lie apart nearly everywhere. All overlaps and gaps are told west of easting {east} m; elsewhere those more than {distance} m wide, and narrower ones as vertices that do not match.</source>
        <translation>相邻图斑的边界几乎处处不重合。横坐标（东）{east} 米以西列出全部重叠和缝隙；其他地方只列出宽度超过 {distance} 米的，更窄的按节点不一致列出。</translation>
    </message>
    <message>
        <source>The boundary lines of CJDCQ.</source>
        <translation>村级调查区（CJDCQ）的界线。</translation>
    </message>
    <message>
        <source>The boundary lines of XZQ.</source>
        <translation>行政区（XZQ）的界线。</translation>
    </message>
    <message>
        <source>The busiest place, before and after</source>
        <translation>地物最密处：前后对比</translation>
    </message>
    <message>
        <source>The centreline of each measured patch, with the fields of its patch.</source>
        <translation>每个量测图斑的中心线，带其图斑的字段。</translation>
    </message>
    <message>
        <source>The centrelines of roads, ditches and rivers in stretches of about one width (WIDTH, in metres), with the BSM and the class of their patches: what Lines to patches starts from.</source>
        <translation>道路、沟渠、河流的中心线，按宽度（WIDTH，米）大致相同的路段分开，带其图斑的 BSM 和地类：“线转图斑”的起点。</translation>
    </message>
    <message>
        <source>The class that a road under construction keeps.</source>
        <translation>在建道路保留的地类。</translation>
    </message>
    <message>
        <source>The control boundary as polygon, of which the outline of XZQ must be an exact copy.</source>
        <translation>面状的控制界线，行政区（XZQ）的外边界须与其完全一致。</translation>
    </message>
    <message>
        <source>The coordinate reference system “{crs}” cannot be read; set a valid one.</source>
        <translation>无法读取坐标系“{crs}”，请设置有效的坐标系。</translation>
    </message>
    <message>
        <source>The county alone, with its townships, or with townships and villages (by ZLDWDM).</source>
        <translation>仅全县，或分乡镇，或分乡镇和村（按 ZLDWDM）。</translation>
    </message>
    <message>
        <source>The county code has six digits; '{given}' has not.</source>
        <translation>县级行政区划代码应为六位数字，“{given}”不符合。</translation>
    </message>
    <message>
        <source>The county in one feature, or its townships.</source>
        <translation>整个县为一个要素，或按乡级行政区分为多个要素。</translation>
    </message>
    <message>
        <source>The county reaches into {count} zones: the one of its middle was taken.</source>
        <translation>县域跨 {count} 个投影带：采用其中心所在的投影带。</translation>
    </message>
    <message>
        <source>The county's ridge coefficients (GDPDJB, GDLX, KCXS), which KCXS must be (rule L-ATT-13).</source>
        <translation>县田坎系数表（GDPDJB、GDLX、KCXS），KCXS 必须与其一致（规则 L-ATT-13）。</translation>
    </message>
    <message>
        <source>The database {path} cannot be made: {reason}</source>
        <translation>无法创建数据库 {path}：{reason}</translation>
    </message>
    <message>
        <source>The database {path} does not exist: choose a file or folder.</source>
        <translation>数据库 {path} 不存在：请选择文件或文件夹。</translation>
    </message>
    <message>
        <source>The decision log {path} cannot be read ({reason}).</source>
        <translation>判定日志 {path} 无法读取（{reason}）。</translation>
    </message>
    <message>
        <source>The decision log {path} was written by a newer Tuban: update this one first.</source>
        <translation>判定日志 {path} 由更新版本的 Tuban 写成：请先更新本软件。</translation>
    </message>
    <message>
        <source>The decision was not taken: its log {path} cannot be written ({reason}). Make room or give access there, then decide again.</source>
        <translation>未作判定：日志 {path} 无法写入（{reason}）。请腾出空间或给予权限后重新判定。</translation>
    </message>
    <message>
        <source>The decisions are logged in {path}</source>
        <translation>判定日志：{path}</translation>
    </message>
    <message>
        <source>The elevation model is written as GeoTIFF: {path} must end in .tif.</source>
        <translation>DEM 以 GeoTIFF 格式写出：{path} 的扩展名应为 .tif。</translation>
    </message>
    <message>
        <source>The error GeoPackage has no finding {ids}: check the ids.</source>
        <translation>错误 GeoPackage 中没有问题 {ids}：请检查编号。</translation>
    </message>
    <message>
        <source>The error GeoPackage of Check topology: findings with an exception in it (reason and name given) are left as they are and do not count as errors.</source>
        <translation>“拓扑检查”写出的错误 GeoPackage：其中已批准例外（写明理由和批准人）的问题保持原样，也不计为错误。</translation>
    </message>
    <message>
        <source>The error GeoPackage that a check has written (DATABASE).</source>
        <translation>检查写出的错误 GeoPackage（DATABASE）。</translation>
    </message>
    <message>
        <source>The faults to repair: {kinds}. The largest part of a multipart patch keeps its BSM; each other part becomes a patch with the same attributes and a BSM that counts on from the highest.</source>
        <translation>要修复的问题：{kinds}。多部件图斑中最大的部分保留原 BSM；其余每个部分成为一个新图斑，属性相同，BSM 从最大值起顺编。</translation>
    </message>
    <message>
        <source>The features with all their fields and the sheet number; NULL where they have no geometry.</source>
        <translation>要素及其全部字段和图幅号；没有几何图形的为 NULL。</translation>
    </message>
    <message>
        <source>The field of CJDCQ and XZQ that holds the control area in m².</source>
        <translation>CJDCQ 和 XZQ 中存放控制面积（m²）的字段。</translation>
    </message>
    <message>
        <source>The field of INPUT with the class that is to be judged.</source>
        <translation>INPUT 中待评价的地类字段。</translation>
    </message>
    <message>
        <source>The field of the sheet number has no name; give one, for example TFH.</source>
        <translation>图幅号字段没有名称，请填写，例如 TFH。</translation>
    </message>
    <message>
        <source>The field that holds TT or PD.</source>
        <translation>存放 TT 或 PD 的字段。</translation>
    </message>
    <message>
        <source>The field that holds the ZONE of the table; needed only where the table has several zones.</source>
        <translation>与系数表 ZONE 对应的字段；仅在系数表分区时需要。</translation>
    </message>
    <message>
        <source>The field that holds the grade 1 to 5.</source>
        <translation>坡度级别（1 至 5）所在字段。</translation>
    </message>
    <message>
        <source>The field that holds the township's code: the first 9 characters of ZLDWDM of its patches.</source>
        <translation>存放乡镇代码的字段：即其图斑 ZLDWDM 的前 9 位。</translation>
    </message>
    <message>
        <source>The field that names a patch in both layers; of no concern where there is no second layer.</source>
        <translation>两个图层中标识图斑的字段；没有第二个图层时不用。</translation>
    </message>
    <message>
        <source>The field that names a patch in the findings; the feature id where it is empty.</source>
        <translation>问题中用来标明图斑的字段；为空时用要素 ID。</translation>
    </message>
    <message>
        <source>The field that names a patch in the ledger and the findings; the feature id where it is empty.</source>
        <translation>台账和问题中用来标识图斑的字段；为空时用要素 ID。</translation>
    </message>
    <message>
        <source>The field that names a patch in the ledger; new patches get numbers that count on from the highest.</source>
        <translation>台账中标识图斑的字段；新图斑从最大号续编。</translation>
    </message>
    <message>
        <source>The field that names a patch in the ledger; the feature id where it is empty.</source>
        <translation>台账中标识图斑的字段；为空时用要素 ID。</translation>
    </message>
    <message>
        <source>The field that names a patch in the list; the feature id where it is empty.</source>
        <translation>列表中标识图斑的字段；为空时用要素 ID。</translation>
    </message>
    <message>
        <source>The field that names a patch in the tables; the feature id where it is empty.</source>
        <translation>各表中标识图斑的字段；为空时用要素 ID。</translation>
    </message>
    <message>
        <source>The field that names a patch; the feature id where it is empty.</source>
        <translation>标识图斑的字段；为空时用要素编号。</translation>
    </message>
    <message>
        <source>The field that receives the area in m². It is added where the layer has none of that name.</source>
        <translation>写入面积（m²）的字段；图层没有该字段时自动添加。</translation>
    </message>
    <message>
        <source>The field that receives the number. It is added where the layer has none of that name.</source>
        <translation>写入图幅号的字段；图层没有该字段时新增。</translation>
    </message>
    <message>
        <source>The field with the class that is taken for right, in the blind sample or in INPUT.</source>
        <translation>盲检样本或 INPUT 中视为正确的地类字段。</translation>
    </message>
    <message>
        <source>The field with the classes of the first interpretation.</source>
        <translation>第一次解译的地类字段。</translation>
    </message>
    <message>
        <source>The field with the classes of the second interpretation, in that layer or in INPUT.</source>
        <translation>第二次解译的地类字段，在该图层或 INPUT 中。</translation>
    </message>
    <message>
        <source>The field with the land class: each class is a stratum.</source>
        <translation>地类字段：每个地类为一层。</translation>
    </message>
    <message>
        <source>The file {path} cannot be opened: check that it exists and is a vector file.</source>
        <translation>无法打开文件 {path}：请确认它存在且为矢量文件。</translation>
    </message>
    <message>
        <source>The file {path} has no layer {layer}.</source>
        <translation>文件 {path} 中没有图层 {layer}。</translation>
    </message>
    <message>
        <source>The filter cannot be read: {reason}.</source>
        <translation>过滤条件无法解析：{reason}。</translation>
    </message>
    <message>
        <source>The findings of both runs, each once, with the column change: new, fixed or still_there.</source>
        <translation>两次检查的问题，每个只列一次，字段 change 取值：new（新增）、fixed（已消除）、still_there（仍在）。</translation>
    </message>
    <message>
        <source>The first {shown} of {total} findings are listed; the error GeoPackage has them all.</source>
        <translation>共 {total} 个问题，此处列出前 {shown} 个；全部问题见错误 GeoPackage。</translation>
    </message>
    <message>
        <source>The folder of {path} does not exist: create it or choose another file.</source>
        <translation>{path} 所在的文件夹不存在：请先创建，或另选文件。</translation>
    </message>
    <message>
        <source>The form of layer {layer} cannot be kept in the database: {reason}</source>
        <translation>图层 {layer} 的表单无法保存到数据库：{reason}</translation>
    </message>
    <message>
        <source>The help page of this kind of finding</source>
        <translation>此类问题的帮助页</translation>
    </message>
    <message>
        <source>The identifier (BSM) or the feature id of the patch. Empty: the one that is selected.</source>
        <translation>图斑的标识码（BSM）或要素编号。留空：取选中的图斑。</translation>
    </message>
    <message>
        <source>The keys of the patches are still being read: try again in a moment.</source>
        <translation>正在读取图斑标识码，请稍后再试。</translation>
    </message>
    <message>
        <source>The land class of each line, such as 1006. Lines without one are not mapped.</source>
        <translation>每条线的地类，如 1006。没有地类的线不上图。</translation>
    </message>
    <message>
        <source>The land class of each line.</source>
        <translation>每条线的地类。</translation>
    </message>
    <message>
        <source>The land-use patches.</source>
        <translation>地类图斑。</translation>
    </message>
    <message>
        <source>The larger of both tolerances holds; 0.000002 is 0.02 m² in a hectare.</source>
        <translation>两个容差取大者；0.000002 即每公顷 0.02 平方米。</translation>
    </message>
    <message>
        <source>The layer has a filter of its own: gaps are left, since patches may lie there that are not seen.</source>
        <translation>图层自带过滤条件：缝隙不修复，因为那里可能有看不到的图斑。</translation>
    </message>
    <message>
        <source>The layer has no coordinate reference system: its coordinates are taken for metres.</source>
        <translation>图层没有坐标系：其坐标按米处理。</translation>
    </message>
    <message>
        <source>The layer has no coordinate reference system; set the one its coordinates were made in, for example CGCS2000 / 3-degree Gauss-Kruger zone 40 (EPSG:4528).</source>
        <translation>图层没有坐标系；请设置数据实际采用的坐标系，例如 CGCS2000 / 3-degree Gauss-Kruger zone 40（EPSG:4528）。</translation>
    </message>
    <message>
        <source>The layer has no field “{column}” for {field}: correct the mapping.</source>
        <translation>图层没有供 {field} 使用的字段“{column}”：请更正字段映射。</translation>
    </message>
    <message>
        <source>The layer has no geometry or no coordinate reference system: it cannot tell the zone.</source>
        <translation>图层没有几何或没有坐标系，无法判断投影带。</translation>
    </message>
    <message>
        <source>The layer has {count} patches only: all of them are in the sample.</source>
        <translation>图层只有 {count} 个图斑：全部进入样本。</translation>
    </message>
    <message>
        <source>The layer in AREA and the chosen system lie on different ellipsoids: choose one of them.</source>
        <translation>AREA 图层与所选坐标系的椭球不同：请选用其中之一。</translation>
    </message>
    <message>
        <source>The layer lies at {longitude}° E, outside the zones of China: check its coordinate system.</source>
        <translation>图层位于东经 {longitude}°，不在我国投影带范围内：请检查其坐标系。</translation>
    </message>
    <message>
        <source>The layer of findings was removed from the project; the list stays as it was read.</source>
        <translation>问题图层已从工程中移除；列表保持读入时的内容。</translation>
    </message>
    <message>
        <source>The layer or table with the second interpretation; empty where it is a field of INPUT.</source>
        <translation>第二次解译的图层或表；若为 INPUT 中的字段则留空。</translation>
    </message>
    <message>
        <source>The layer that was checked: to show patches, check them again and repair them</source>
        <translation>当初检查的图层：用于显示、重新检查和修复图斑</translation>
    </message>
    <message>
        <source>The layer with the nodes that the patches have got on common borders; its land is the same.</source>
        <translation>带有图斑在公共边界上新增结点的图层；其土地不变。</translation>
    </message>
    <message>
        <source>The lines have no field {field} with their land class: choose the field, or one class for all.</source>
        <translation>线没有地类字段 {field}：请选择该字段，或为全部线指定一个地类。</translation>
    </message>
    <message>
        <source>The lines of the features: without them the network is not checked.</source>
        <translation>地物的线：没有时不检查线网。</translation>
    </message>
    <message>
        <source>The list cannot take the place of the error GeoPackage: choose another file.</source>
        <translation>列表不能覆盖错误库：请选择其他文件。</translation>
    </message>
    <message>
        <source>The list of persons {path} cannot be read: check that it exists.</source>
        <translation>无法读取人员名单 {path}：请检查文件是否存在。</translation>
    </message>
    <message>
        <source>The list of persons {path} needs the columns code and person in its first line.</source>
        <translation>人员名单 {path} 的首行须有列 code 和 person。</translation>
    </message>
    <message>
        <source>The mapping has a field without partner: it takes rows of two.</source>
        <translation>字段映射有未成对的字段：每行应有两列。</translation>
    </message>
    <message>
        <source>The mapping limit: south 1 m, north 2 m.</source>
        <translation>上图宽度：南方 1 米，北方 2 米。</translation>
    </message>
    <message>
        <source>The matrix of pairs, the agreement of each class, and the figures.</source>
        <translation>地类对矩阵、各地类一致率和各项指标。</translation>
    </message>
    <message>
        <source>The minimum area of {group} land is {value:g} m², but a province may only set a finer one: at most {most:g} m².</source>
        <translation>{group} 类的最小上图面积为 {value:g} 平方米，但省级只能采用更精细的标准：最大 {most:g} 平方米。</translation>
    </message>
    <message>
        <source>The name of a connection that QGIS knows, or parameters such as host=server dbname=survey user=me.</source>
        <translation>QGIS 中已有连接的名称，或连接参数，如 host=server dbname=survey user=me。</translation>
    </message>
    <message>
        <source>The new file .gpkg or folder .gdb. One that exists is not touched. Leave it as it is for PostGIS.</source>
        <translation>新建的 .gpkg 文件或 .gdb 文件夹，已存在的不会改动。建在 PostGIS 中时保持默认。</translation>
    </message>
    <message>
        <source>The new patches alone.</source>
        <translation>仅新图斑。</translation>
    </message>
    <message>
        <source>The output {path} cannot be written: check the folder and the format.</source>
        <translation>无法写入输出 {path}：请检查文件夹和格式。</translation>
    </message>
    <message>
        <source>The output {path} is also an input: choose another file, inputs are never changed.</source>
        <translation>输出 {path} 同时也是输入：请另选文件，输入数据不会被改动。</translation>
    </message>
    <message>
        <source>The patch has no area in TBMJ: ridges were not deducted. Compute the area first.</source>
        <translation>图斑的 TBMJ 没有面积，未扣除田坎。请先计算面积。</translation>
    </message>
    <message>
        <source>The patch layer to check, with the standard's field names. A selection or filter is respected.</source>
        <translation>待检查的图斑图层，字段名与标准一致。选择集和过滤条件有效。</translation>
    </message>
    <message>
        <source>The patch layer to check. Selected features are checked among their neighbours: the findings are those of the whole layer that name one of them. Of a filtered layer only what is left is seen.</source>
        <translation>要检查的图斑图层。选中的要素连同其相邻图斑一起检查：结果为整个图层中涉及选中图斑的问题。图层设有过滤条件时，只看过滤后的要素。</translation>
    </message>
    <message>
        <source>The patch layer with DLBM, in metres. It is not changed unless you ask for edits in place.</source>
        <translation>带 DLBM 的图斑图层，坐标单位为米。除非选择就地编辑，图层本身不变。</translation>
    </message>
    <message>
        <source>The patch layer with DLBM; it is not changed itself.</source>
        <translation>带 DLBM 的图斑图层；图层本身不变。</translation>
    </message>
    <message>
        <source>The patch layer with DLBM; it is not changed itself. A selection counts as all patches.</source>
        <translation>带 DLBM 的图斑层；其本身不变。选择集按全部图斑处理。</translation>
    </message>
    <message>
        <source>The patch layer with DLBM; only linear classes are looked at.</source>
        <translation>带 DLBM 的图斑层；只检查线状地物地类。</translation>
    </message>
    <message>
        <source>The patch layer with ZLDWDM; TBBH and BSM are added where they lack. The layer is not changed.</source>
        <translation>带 ZLDWDM 的图斑图层；缺少 TBBH、BSM 时自动添加。图层本身不变。</translation>
    </message>
    <message>
        <source>The patch layer {layer} was removed from the project: choose another to go on.</source>
        <translation>图斑图层 {layer} 已从工程中移除：请另选图层继续。</translation>
    </message>
    <message>
        <source>The patch layer, in metres, with DLBM; it is not changed itself. A selection counts as all patches.</source>
        <translation>带 DLBM 的图斑层，以米为单位；其本身不变。选择集按全部图斑处理。</translation>
    </message>
    <message>
        <source>The patch layer, in metres; it is not changed itself.</source>
        <translation>图斑图层，坐标单位为米；图层本身不变。</translation>
    </message>
    <message>
        <source>The patch layer. A selection or filter is respected.</source>
        <translation>图斑图层。所选要素或过滤条件有效。</translation>
    </message>
    <message>
        <source>The patch layer. With its selected features only, the one selected patch is explained.</source>
        <translation>图斑图层。勾选“仅选中的要素”时，解释选中的那个图斑。</translation>
    </message>
    <message>
        <source>The patch layer; it is not changed itself. Of a selection only the selected patches are repaired and written; the others are seen and stay as they are.</source>
        <translation>图斑图层，本身不变。有选择集时，只修复并写出选中的图斑；其余图斑参与判断，保持原样。</translation>
    </message>
    <message>
        <source>The patches a year before, some with another class.</source>
        <translation>上一年度的图斑，部分地类不同。</translation>
    </message>
    <message>
        <source>The patches are in degrees ({crs}): reproject them to their Gauss-Krüger zone first.</source>
        <translation>图斑坐标以度为单位（{crs}）：请先重投影到所在的高斯-克吕格分带。</translation>
    </message>
    <message>
        <source>The patches concerned as they are, with all their attributes and what was found in columns finding_…: a row for each finding and patch.</source>
        <translation>所涉及图斑的原样，包括全部属性，问题内容写在 finding_… 字段中；每个问题的每个图斑一行。</translation>
    </message>
    <message>
        <source>The patches drawn, with the fields stratum, stratum_patches and {field}.</source>
        <translation>抽取的图斑，带字段 stratum、stratum_patches 和 {field}。</translation>
    </message>
    <message>
        <source>The patches have changed since the preview: ask for the repair again.</source>
        <translation>预览之后图斑已有改动：请重新计算修复。</translation>
    </message>
    <message>
        <source>The patches have no DLBM: the longest shared border alone decides.</source>
        <translation>图斑没有 DLBM：只按最长公共边决定。</translation>
    </message>
    <message>
        <source>The patches have no field DLBM: choose another layer or add the field.</source>
        <translation>图斑没有字段 DLBM：请另选图层或添加该字段。</translation>
    </message>
    <message>
        <source>The patches have no field {fields}: its lines are not known and may be crossed.</source>
        <translation>图斑没有字段 {fields}：其界线未知，合并可能越过。</translation>
    </message>
    <message>
        <source>The patches have no {fields}: village and ownership lines are known only as far as the others tell.</source>
        <translation>图斑没有 {fields}：村界和权属界线只能由其余字段得知。</translation>
    </message>
    <message>
        <source>The patches lack the fields {fields}: the table of areas needs them.</source>
        <translation>图斑缺少字段 {fields}：面积汇总需要这些字段。</translation>
    </message>
    <message>
        <source>The patches lie in {count} counties ({codes}): give control areas in a layer.</source>
        <translation>图斑分属 {count} 个县（{codes}）：请用图层给出控制面积。</translation>
    </message>
    <message>
        <source>The patches must add up to it to 0.01 m² (rule L-ARE-08). Empty: not checked.</source>
        <translation>图斑面积之和须与其相等，精确到 0.01 平方米（规则 L-ARE-08）。留空：不检查。</translation>
    </message>
    <message>
        <source>The patches of the base year or the survey before, with DLBM and CZCSXM.</source>
        <translation>基期年度或上次调查的图斑，带 DLBM 和 CZCSXM。</translation>
    </message>
    <message>
        <source>The patches spread over more than 400 km: check one county at a time, or look for a stray coordinate.</source>
        <translation>图斑分布范围超过 400 千米：请按县逐个检查，或查找异常坐标。</translation>
    </message>
    <message>
        <source>The patches that are left.</source>
        <translation>合并后留下的图斑。</translation>
    </message>
    <message>
        <source>The patches to draw from; of a selection only those selected.</source>
        <translation>从中抽样的图斑；有选择时只从所选图斑中抽取。</translation>
    </message>
    <message>
        <source>The patches with GDLX.</source>
        <translation>含 GDLX 的图斑。</translation>
    </message>
    <message>
        <source>The patches with GDPDJB and the columns that tell how clear the grade is.</source>
        <translation>图斑及其 GDPDJB，以及说明级别明确程度的各列。</translation>
    </message>
    <message>
        <source>The patches with KCDLBM, KCXS, KCMJ and TBDLMJ.</source>
        <translation>图斑及其 KCDLBM、KCXS、KCMJ 和 TBDLMJ。</translation>
    </message>
    <message>
        <source>The patches with TBMJ, KCMJ and TBDLMJ.</source>
        <translation>图斑及其 TBMJ、KCMJ 和 TBDLMJ。</translation>
    </message>
    <message>
        <source>The patches with all their fields and the area.</source>
        <translation>图斑的全部字段和计算出的面积。</translation>
    </message>
    <message>
        <source>The patches with all their fields.</source>
        <translation>带全部字段的图斑。</translation>
    </message>
    <message>
        <source>The patches with all their fields. Not written in a dry run.</source>
        <translation>带全部字段的图斑。试运行时不输出。</translation>
    </message>
    <message>
        <source>The patches with all their fields; pieces of a patch lie together.</source>
        <translation>带全部字段的图斑；同一图斑的各部分相邻排列。</translation>
    </message>
    <message>
        <source>The patches with all their fields; split parts come last. Not written in a preview.</source>
        <translation>图斑及其全部字段；拆分出的图斑排在最后。预览时不写出。</translation>
    </message>
    <message>
        <source>The patches with different classes, with all fields and class_1, class_2 and pair_patches: how many patches have this pair of classes.</source>
        <translation>地类不一致的图斑，带全部字段以及 class_1、class_2 和 pair_patches（该地类对的图斑个数）。</translation>
    </message>
    <message>
        <source>The patches with the fields of DLTB.</source>
        <translation>具有 DLTB 字段的图斑。</translation>
    </message>
    <message>
        <source>The patches with the fields of the parcels and PARCELS.</source>
        <translation>带宗地字段和 PARCELS 的图斑。</translation>
    </message>
    <message>
        <source>The patches with the first interpretation.</source>
        <translation>第一次解译的图斑。</translation>
    </message>
    <message>
        <source>The patches {patches} have no shape: there is no place to look at.</source>
        <translation>图斑 {patches} 没有图形：无处可查。</translation>
    </message>
    <message>
        <source>The place {latitude}° N, {longitude}° E has no sheet: the series is laid out from the equator to 60° north; look at the coordinate reference system.</source>
        <translation>北纬 {latitude}°、东经 {longitude}° 处没有图幅：分幅范围为赤道至北纬 60°；请检查坐标系。</translation>
    </message>
    <message>
        <source>The plan has no part {name}.</source>
        <translation>任务分配表中没有第 {name} 份。</translation>
    </message>
    <message>
        <source>The project {path} cannot be written: {reason}</source>
        <translation>无法写入工程 {path}：{reason}</translation>
    </message>
    <message>
        <source>The province's rule file, as for the check of the whole database.</source>
        <translation>省级规则文件，与数据库检查所用相同。</translation>
    </message>
    <message>
        <source>The province's rule file: further rules (columns id, layer, kind, severity, scope, condition, text_zh, text_en), rules switched off (id of a rule, severity “off”), other severities, limits (tolerance), and minimum mapping areas (id L-TOP-07:built, farm, other or desert; only finer ones).</source>
        <translation>省级规则文件：增加规则（列为 id、layer、kind、severity、scope、condition、text_zh、text_en），停用规则（规则编号，severity 为“off”），修改严重程度、限值（tolerance）和最小上图面积（编号 L-TOP-07:built、farm、other 或 desert，只能更细）。</translation>
    </message>
    <message>
        <source>The queue could not be read: {reason}</source>
        <translation>队列无法读取：{reason}</translation>
    </message>
    <message>
        <source>The ranges that the settlement attributes come from.</source>
        <translation>城镇村属性所依据的范围。</translation>
    </message>
    <message>
        <source>The raster {path} cannot be read to its end; the file is damaged.</source>
        <translation>栅格 {path} 无法完整读取，文件已损坏。</translation>
    </message>
    <message>
        <source>The raster {path} cannot be read; check that it exists and is a raster file.</source>
        <translation>无法读取栅格 {path}；请检查文件是否存在且为栅格文件。</translation>
    </message>
    <message>
        <source>The raster {path} cannot be warped to “{name}”; choose a system of its region.</source>
        <translation>栅格 {path} 无法重投影至“{name}”；请选择其所在地区的坐标系。</translation>
    </message>
    <message>
        <source>The raster {path} has no coordinate reference system; assign the one it was made in.</source>
        <translation>栅格 {path} 没有坐标系；请指定其实际采用的坐标系。</translation>
    </message>
    <message>
        <source>The raster {path} is in “{name}”, whose cells have no size in metres; warp it to the Gauss-Kruger zone of the patches first.</source>
        <translation>栅格 {path} 的坐标系为“{name}”，像元大小不以米为单位；请先重投影到图斑所在的高斯-克吕格投影带。</translation>
    </message>
    <message>
        <source>The raster {path} is on another datum (“{first}”) than “{second}”; transform it with the parameters of your region first.</source>
        <translation>栅格 {path} 的基准（“{first}”）与“{second}”不同；请先用本地区转换参数进行转换。</translation>
    </message>
    <message>
        <source>The raster {path} is rotated or not north up; warp it to a north-up grid first.</source>
        <translation>栅格 {path} 有旋转或不是北向上；请先校正为北向上的格网。</translation>
    </message>
    <message>
        <source>The ridge table has a coefficient for slope grade 1, where nothing is deducted; remove it.</source>
        <translation>田坎系数表含 1 级坡度的系数，而 1 级坡度不扣除田坎；请删去。</translation>
    </message>
    <message>
        <source>The ridge table has no coefficient for grade {grade}, {type}: ridges were not deducted. Complete it.</source>
        <translation>田坎系数表没有 {grade} 级坡度、{type} 的系数，未扣除田坎。请补全系数表。</translation>
    </message>
    <message>
        <source>The ridge table has no coefficient; give one for each slope grade 2 to 5 and TT, PD.</source>
        <translation>田坎系数表没有系数；请为 2 至 5 级坡度和 TT、PD 各给一个系数。</translation>
    </message>
    <message>
        <source>The ridge table has no column {names}: it needs GDPDJB, GDLX and KCXS, or JB2TT, JB2PD … JB5PD.</source>
        <translation>田坎系数表缺少列 {names}：需要 GDPDJB、GDLX 和 KCXS，或 JB2TT、JB2PD … JB5PD。</translation>
    </message>
    <message>
        <source>The ridge table has several zones; choose the field of the patches that holds the zone of the table.</source>
        <translation>田坎系数表有多个分区；请选择图斑中与系数表分区对应的字段。</translation>
    </message>
    <message>
        <source>The ridge table has two coefficients for slope grade {grade}, {type}; keep one.</source>
        <translation>田坎系数表中 {grade} 级坡度、{type} 有两个系数，请保留一个。</translation>
    </message>
    <message>
        <source>The ridge table holds percent: its values were divided by 100.</source>
        <translation>田坎系数表为百分数，其值已除以 100。</translation>
    </message>
    <message>
        <source>The ridge table holds ratios: they were used as they are.</source>
        <translation>田坎系数表为小数：按原值使用。</translation>
    </message>
    <message>
        <source>The ridge table {path} cannot be read; give a CSV file with the columns GDPDJB, GDLX, KCXS.</source>
        <translation>无法读取田坎系数表 {path}；请给定含 GDPDJB、GDLX、KCXS 列的 CSV 文件。</translation>
    </message>
    <message>
        <source>The ridge table {path} is neither UTF-8 nor GBK text; save it anew.</source>
        <translation>田坎系数表 {path} 既不是 UTF-8 也不是 GBK 编码，请重新保存。</translation>
    </message>
    <message>
        <source>The roads have no field {field} with their width.</source>
        <translation>道路没有宽度字段 {field}。</translation>
    </message>
    <message>
        <source>The roads with DLBM, DECISION (mapped, not_mapped, merged, optional, kept, unknown), CLAUSE, REASON.</source>
        <translation>带 DLBM、DECISION（mapped、not_mapped、merged、optional、kept、unknown）、CLAUSE、REASON 的道路。</translation>
    </message>
    <message>
        <source>The rule book has no rule {rules}: correct the list of rules.</source>
        <translation>规则库中没有规则 {rules}：请改正规则列表。</translation>
    </message>
    <message>
        <source>The rule file {path} cannot be read: check that it exists.</source>
        <translation>无法读取规则文件 {path}：请检查文件是否存在。</translation>
    </message>
    <message>
        <source>The rule file {path} is empty: its first line names the columns.</source>
        <translation>规则文件 {path} 为空：第一行应为列名。</translation>
    </message>
    <message>
        <source>The rule file {path} lacks the columns {columns}: add them to its first line.</source>
        <translation>规则文件 {path} 缺少列 {columns}：请在第一行中补上。</translation>
    </message>
    <message>
        <source>The rules cannot be asked of one patch, {reason}: correct the rule file.</source>
        <translation>无法对单个图斑执行规则，{reason}：请修改规则文件。</translation>
    </message>
    <message>
        <source>The rules cannot be evaluated together, SQLite says “{message}”: check fewer at once.</source>
        <translation>这些规则无法一并计算，SQLite 提示“{message}”：请减少一次检查的规则。</translation>
    </message>
    <message>
        <source>The rules leave ties open; the lower grade is the default, and every tie is listed as a note.</source>
        <translation>面积相等时规程未作规定；默认取低级别，每处均作为提示列出。</translation>
    </message>
    <message>
        <source>The rules take longer than {seconds} s together and were stopped: check fewer at once.</source>
        <translation>这些规则合计超过 {seconds} 秒，已停止：请减少一次检查的规则。</translation>
    </message>
    <message>
        <source>The safe repair leaves this finding: {reason}</source>
        <translation>安全修复不处理此问题：{reason}</translation>
    </message>
    <message>
        <source>The safe repair would do this (green on the map):</source>
        <translation>安全修复将做以下改动（地图上绿色）：</translation>
    </message>
    <message>
        <source>The same figures for programs.</source>
        <translation>供程序读取的同样数据。</translation>
    </message>
    <message>
        <source>The same table as a CSV file in UTF-8 or GBK.</source>
        <translation>同样的系数表，UTF-8 或 GBK 编码的 CSV 文件。</translation>
    </message>
    <message>
        <source>The sample has no fields stratum and stratum_patches: it is taken for a random sample.</source>
        <translation>样本没有字段 stratum 和 stratum_patches：按随机样本处理。</translation>
    </message>
    <message>
        <source>The sample holds only {fields}, and numbers for the strata: the second interpreter does not see what the first one said.</source>
        <translation>样本只含 {fields} 以及层的编号：第二位解译员看不到第一位的判定。</translation>
    </message>
    <message>
        <source>The sample with the classes of the layer; of a blind sample the layer that it was drawn from.</source>
        <translation>带有图层地类的样本；盲检样本则给出抽样的原图层。</translation>
    </message>
    <message>
        <source>The samples hold percent: their values were divided by 100.</source>
        <translation>样本为百分数：其值已除以 100。</translation>
    </message>
    <message>
        <source>The samples hold ratios.</source>
        <translation>样本为小数。</translation>
    </message>
    <message>
        <source>The schema that holds the tables DLTB, XZQ, CJDCQ and so on.</source>
        <translation>存放 DLTB、XZQ、CJDCQ 等表的模式。</translation>
    </message>
    <message>
        <source>The serial numbers of BSM are used up: give all identifiers anew.</source>
        <translation>标识码顺序号已用尽：请全部重新编制标识码。</translation>
    </message>
    <message>
        <source>The session {path} was written by a newer Tuban: update this one first.</source>
        <translation>工作记录 {path} 由更新版本的 Tuban 写成：请先更新本软件。</translation>
    </message>
    <message>
        <source>The slope map and the raster do not overlap: choose the raster of this area, and look at the coordinate systems of both.</source>
        <translation>坡度图与栅格不重叠：请选择该区域的栅格，并检查两者的坐标系。</translation>
    </message>
    <message>
        <source>The slope map has no field {field}: choose the field that holds the slope grade 1 to 5.</source>
        <translation>坡度图没有字段 {field}：请选择坡度级别（1 至 5）所在的字段。</translation>
    </message>
    <message>
        <source>The slope map has no polygons, or none that meets the patches: choose the map of this area, and look at the coordinate systems of both.</source>
        <translation>坡度图中没有面，或没有与图斑相交的面：请选择该区域的坡度图，并检查两者的坐标系。</translation>
    </message>
    <message>
        <source>The slope raster {path} holds values outside 0 to 90; give slope in degrees, not in percent.</source>
        <translation>坡度栅格 {path} 含 0 至 90 以外的值；坡度应以度为单位，而不是百分比。</translation>
    </message>
    <message>
        <source>The standard has no layer '{layer}'.</source>
        <translation>标准中没有图层“{layer}”。</translation>
    </message>
    <message>
        <source>The standard lists no fields of a layer '{layer}'.</source>
        <translation>标准中没有图层“{layer}”的字段。</translation>
    </message>
    <message>
        <source>The start of the chance: note it in the protocol.</source>
        <translation>随机数种子：请记入检查记录。</translation>
    </message>
    <message>
        <source>The survey area has no polygons, or none that meets the raster: choose the raster of this area, and look at the coordinate systems of both.</source>
        <translation>调查范围中没有面，或没有与栅格相交的面：请选择该区域的栅格，并检查两者的坐标系。</translation>
    </message>
    <message>
        <source>The survey area has no polygons: choose the layer of the county, such as XZQ.</source>
        <translation>调查区域没有多边形：请选择县的图层，如 XZQ。</translation>
    </message>
    <message>
        <source>The table for Deduct ridges: ZONE, GDPDJB, GDLX, KCXS of the groups that hold.</source>
        <translation>供“扣除田坎”使用的系数表：合格各组的 ZONE、GDPDJB、GDLX、KCXS。</translation>
    </message>
    <message>
        <source>The table in its official form, mainland and islands apart, with a summary and a list of the pieces.</source>
        <translation>正式格式的接合图表，陆地与海岛分列，另有汇总和分块清单。</translation>
    </message>
    <message>
        <source>The tables cannot be made in PostGIS: {reason}</source>
        <translation>无法在 PostGIS 中建表：{reason}</translation>
    </message>
    <message>
        <source>The tables in their official form: units in rows, classes in columns, hectares and square metres.</source>
        <translation>正式格式的汇总表：单位为行，地类为列，有公顷和平方米两种。</translation>
    </message>
    <message>
        <source>The text of field {field} is not UTF-8 and was read as GBK.</source>
        <translation>字段 {field} 的文本不是 UTF-8 编码，已按 GBK 读取。</translation>
    </message>
    <message>
        <source>The village survey areas with ZLDWDM and ZLDWMC, and MSSM and HDMC where there are islands.</source>
        <translation>带 ZLDWDM、ZLDWMC 的村级调查区；有海岛时还应有 MSSM、HDMC。</translation>
    </message>
    <message>
        <source>The village survey areas with ZLDWDM. They decide in which village a gap or an overlap lies; without them one between patches of different villages or owners (ZLDWDM, QSDWDM) is left and listed.</source>
        <translation>含 ZLDWDM 的村级调查区，用来判定缝隙或重叠位于哪个村；不填时，不同村或不同权属（ZLDWDM、QSDWDM）的图斑之间的缝隙和重叠不修复，只列出。</translation>
    </message>
    <message>
        <source>The village survey areas.</source>
        <translation>村级调查区。</translation>
    </message>
    <message>
        <source>The village survey areas: without them it is not checked whether a patch crosses a village line. Patches on either side of such a line need not be merged.</source>
        <translation>村级调查区：未给出时不检查图斑是否跨村界。村界两侧的图斑不必合并。</translation>
    </message>
    <message>
        <source>The village-level survey areas; no patch crosses their borders.</source>
        <translation>村级调查区；图斑不跨其界线。</translation>
    </message>
    <message>
        <source>The width in metres.</source>
        <translation>宽度（米）。</translation>
    </message>
    <message>
        <source>The width of each line in metres.</source>
        <translation>每条线的宽度（米）。</translation>
    </message>
    <message>
        <source>The {name} “{code}” must have {digits} digits: give it as a parameter.</source>
        <translation>{name}“{code}”应为 {digits} 位数字：请用参数给出。</translation>
    </message>
    <message>
        <source>The {shown} most frequent of {total} pairs are listed; the matrix has them all.</source>
        <translation>列出 {total} 对中最常见的 {shown} 对，全部见混淆矩阵。</translation>
    </message>
    <message>
        <source>Theoretical area (m²)</source>
        <translation>图幅理论面积（m²）</translation>
    </message>
    <message>
        <source>Theoretical area of a sheet</source>
        <translation>图幅理论面积</translation>
    </message>
    <message>
        <source>Theoretical area of the sheet (ha)</source>
        <translation>图幅理论面积（公顷）</translation>
    </message>
    <message>
        <source>Theoretical areas of map sheets and control areas</source>
        <translation>图幅理论面积与控制面积接合图表</translation>
    </message>
    <message>
        <source>There are neither line nor point features: give at least one of the two layers.</source>
        <translation>既无线状地物也无零星地物：请至少给出其中一个图层。</translation>
    </message>
    <message>
        <source>There are no features in the layer, its selection or filter.</source>
        <translation>图层（或其选择集、筛选条件）中没有任何要素。</translation>
    </message>
    <message>
        <source>There are two layers {layer}: give each another name, or one of them only.</source>
        <translation>有两个图层 {layer}：请改名，或只提供其中一个。</translation>
    </message>
    <message>
        <source>There is no control area: give CJDCQ or XZQ, or the area of the county in MAINLAND and ISLANDS.</source>
        <translation>没有控制面积：请给出 CJDCQ 或 XZQ，或在 MAINLAND、ISLANDS 中填写县控制面积。</translation>
    </message>
    <message>
        <source>There is no decision yet to repeat.</source>
        <translation>还没有可以重复的判定。</translation>
    </message>
    <message>
        <source>There is no edition '{edition}' of the standard: choose one of {editions}.</source>
        <translation>没有标准版本“{edition}”：请从 {editions} 中选择。</translation>
    </message>
    <message>
        <source>There is no file {path}: choose an error GeoPackage.</source>
        <translation>没有文件 {path}：请选择错误 GeoPackage。</translation>
    </message>
    <message>
        <source>There is no kind of defect '{given}'; choose from: {known}.</source>
        <translation>没有“{given}”这类缺陷，可选：{known}。</translation>
    </message>
    <message>
        <source>There is no land class {code}.</source>
        <translation>没有地类 {code}。</translation>
    </message>
    <message>
        <source>There is no patch {key} in the queue.</source>
        <translation>队列中没有图斑 {key}。</translation>
    </message>
    <message>
        <source>There is no sample on slope grades 2 to 5: give the samples that were measured there.</source>
        <translation>没有 2 至 5 级坡度的样本：请给出在这些坡度级上测量的样本。</translation>
    </message>
    <message>
        <source>There is no slope data under the patch: it got no slope grade. Add the data, or set GDPDJB by hand.</source>
        <translation>图斑下没有坡度数据，未赋坡度级别。请补充数据或手工填写 GDPDJB。</translation>
    </message>
    <message>
        <source>There is nothing to repair here any more: check the patch again.</source>
        <translation>此处已没有需要修复的内容：请重新检查图斑。</translation>
    </message>
    <message>
        <source>They must not overlap; each lies in one administrative area, its borders on those of patches.</source>
        <translation>各要素不得重叠，每个要素位于一个行政区之内，其边界与图斑边界重合。</translation>
    </message>
    <message>
        <source>This QGIS cannot make a File Geodatabase (it needs GDAL 3.6): choose a GeoPackage instead.</source>
        <translation>此 QGIS 不能创建文件地理数据库（需要 GDAL 3.6）：请改用 GeoPackage。</translation>
    </message>
    <message>
        <source>This failed by a fault of Tuban's own ({reason}): please report it.</source>
        <translation>Tuban 自身出现故障（{reason}），操作未完成：请反馈此问题。</translation>
    </message>
    <message>
        <source>This finding has no place on the map.</source>
        <translation>此问题在地图上没有位置。</translation>
    </message>
    <message>
        <source>This finding is about layer {layer}: load it if need be and choose it as patch layer.</source>
        <translation>此问题涉及图层 {layer}：如未加载请先加载，再将其选为图斑图层。</translation>
    </message>
    <message>
        <source>This finding names no patch: only the whole check tells whether it still holds.</source>
        <translation>此问题未指明图斑：只有完整检查才能确定它是否仍然存在。</translation>
    </message>
    <message>
        <source>This is a layer of findings, which keeps no decisions: run the check with an error GeoPackage (DATABASE) and open that.</source>
        <translation>这是问题图层，不能保存处理结果：请在检查时指定错误库（DATABASE），然后打开错误库。</translation>
    </message>
    <message>
        <source>This is kept only until the dock is closed.</source>
        <translation>此结果仅在面板关闭前保留。</translation>
    </message>
    <message>
        <source>This is the first finding.</source>
        <translation>已是第一个问题。</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>本次运行</translation>
    </message>
    <message>
        <source>Three groups</source>
        <translation>三大类</translation>
    </message>
    <message>
        <source>Three-degree zone</source>
        <translation>三度带带号</translation>
    </message>
    <message>
        <source>Through</source>
        <translation>贯通</translation>
    </message>
    <message>
        <source>Time limit (s)</source>
        <translation>时间限制（秒）</translation>
    </message>
    <message>
        <source>Time taken</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Title of the report and the map, such as the name of the county.</source>
        <translation>报告和图的标题，如县名。</translation>
    </message>
    <message>
        <source>Title of the report, such as the name of the county.</source>
        <translation>报告标题，如县名。</translation>
    </message>
    <message>
        <source>Tolerance of the width</source>
        <translation>宽度容差</translation>
    </message>
    <message>
        <source>Tolerances</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Topology</source>
        <translation>拓扑</translation>
    </message>
    <message>
        <source>Topology tolerance</source>
        <translation>拓扑容差</translation>
    </message>
    <message>
        <source>Topology: single checks</source>
        <translation>拓扑：单项检查</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Total area (m²)</source>
        <translation>总面积（平方米）</translation>
    </message>
    <message>
        <source>Total area inside</source>
        <translation>界内总面积</translation>
    </message>
    <message>
        <source>Total theoretical area (m²)</source>
        <translation>理论面积合计（m²）</translation>
    </message>
    <message>
        <source>Township</source>
        <translation>乡镇</translation>
    </message>
    <message>
        <source>Township not known</source>
        <translation>乡镇未知</translation>
    </message>
    <message>
        <source>Truth about the defects</source>
        <translation>缺陷真值</translation>
    </message>
    <message>
        <source>Tuban (land patches)</source>
        <translation>Tuban 图斑</translation>
    </message>
    <message>
        <source>Tuban 图斑</source>
        <translation>Tuban 图斑</translation>
    </message>
    <message>
        <source>Tuban: land-use survey by patches</source>
        <translation>Tuban：以图斑为单元的土地利用调查</translation>
    </message>
    <message>
        <source>Tunnel field</source>
        <translation>隧道字段</translation>
    </message>
    <message>
        <source>Turns the centrelines of roads, ditches and rivers into patches of their width and cuts them out of the patches around (plan IV.7.12(1)). Lines of the same class, width and level are one ribbon where they meet; ends are flat, a change of width is evened out over a few metres, corners are filled. Where two features cross the upper one runs through and the lower one is cut (IV.7.12(5)): by the level, then by class in the order railway, highway, town road, rural road, pipeline, ditch, river. A feature in a tunnel ends at both mouths. Ribbons are cut at the lines between villages and owners (IV.1.2).
What is left of a patch and too little to be one (IV.1.3) goes to a neighbour of the same village and owner: of the same second-level class, else first-level class, else group of classes, else the largest. The result tiles the land as before, on the 0.1 mm grid; both sides of every border have the same nodes. XZDWKD is worked out by the official formula, and TBMJ of all changed patches anew where the coordinate system is one of the survey. The ledger has a row for each patch that changed; its changes add up to 0.</source>
        <translation>把道路、沟渠、河流的中心线按宽度变为图斑，并从周围图斑中切出（方案 IV.7.12(1)）。地类、宽度、层级相同的线在相接处连成一条；端部平直，宽度变化在几米内过渡，转角填实。两地物交叉时上层贯通、下层断开（IV.7.12(5)）：先按层级，再按地类次序：铁路、公路、城镇村道路、农村道路、管道、沟渠、河流。隧道内的地物止于两端洞口。条带在村界和权属界线处分割（IV.1.2）。
图斑剩余部分过小（IV.1.3）的并入同村同权属的相邻图斑：先二级类相同，再一级类相同，再三大类相同，否则并入最大者。结果仍无缝无叠，落在 0.1 毫米格网上；每条边界两侧结点相同。XZDWKD 按官方公式计算；坐标系为调查坐标系时，变化图斑的 TBMJ 重新计算。台账中每个变化的图斑一行，变化之和为 0。</translation>
    </message>
    <message>
        <source>Two of three cultivated patches.</source>
        <translation>三分之二的耕地图斑。</translation>
    </message>
    <message>
        <source>Two or more patch layers that border on each other, such as those of neighbouring counties.</source>
        <translation>两个或多个相邻的图斑图层，例如相邻各县的图层。</translation>
    </message>
    <message>
        <source>Two outputs go to {path}: give each a file of its own.</source>
        <translation>有两个输出都写入 {path}：请为每个输出指定单独的文件。</translation>
    </message>
    <message>
        <source>Two slope grades have the same area under the patch; GDPDJB was set to {grade}. Confirm it.</source>
        <translation>图斑内两个坡度级别的面积相等，GDPDJB 取 {grade}，请确认。</translation>
    </message>
    <message>
        <source>Type a class</source>
        <translation>输入地类</translation>
    </message>
    <message>
        <source>Type field of the survey</source>
        <translation>外业调查的类型字段</translation>
    </message>
    <message>
        <source>Type field of the townships</source>
        <translation>乡镇的类型字段</translation>
    </message>
    <message>
        <source>Type of cultivated land</source>
        <translation>耕地类型</translation>
    </message>
    <message>
        <source>Type where nothing is known</source>
        <translation>无资料时的类型</translation>
    </message>
    <message>
        <source>Types by township</source>
        <translation>乡镇耕地类型</translation>
    </message>
    <message>
        <source>Under construction</source>
        <translation>在建</translation>
    </message>
    <message>
        <source>Undo in the layer of the queue</source>
        <translation>在队列图层中撤销</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Unit code</source>
        <translation>行政区域代码</translation>
    </message>
    <message>
        <source>Unit name</source>
        <translation>行政区域名称</translation>
    </message>
    <message>
        <source>Unit of the size</source>
        <translation>大小的单位</translation>
    </message>
    <message>
        <source>Unit taken</source>
        <translation>采用的单位</translation>
    </message>
    <message>
        <source>Unit: hectare (0.00)</source>
        <translation>单位：公顷（0.00）</translation>
    </message>
    <message>
        <source>Unit: hectare ({format})</source>
        <translation>单位：公顷（{format}）</translation>
    </message>
    <message>
        <source>Unit: square metre (0.00)</source>
        <translation>单位：平方米（0.00）</translation>
    </message>
    <message>
        <source>Unite what is left with neighbours</source>
        <translation>剩余部分并入相邻图斑</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>汇总单位</translation>
    </message>
    <message>
        <source>Units of the survey area overlap: in sheet {sheet} by {area} m²; repair the boundaries first.</source>
        <translation>调查区域的单位互相重叠：在图幅 {sheet} 中重叠 {area} m²；请先修复界线。</translation>
    </message>
    <message>
        <source>Unused land</source>
        <translation>未利用地</translation>
    </message>
    <message>
        <source>Upper limit</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Upper limit of kappa</source>
        <translation>Kappa 系数上限</translation>
    </message>
    <message>
        <source>Upper limit of the overall accuracy</source>
        <translation>总体精度上限</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>用户手册</translation>
    </message>
    <message>
        <source>User's accuracy (of what the layer says, how much is right)</source>
        <translation>用户精度（图层中判为该地类的，正确的有多少）</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Value after</source>
        <translation>新值</translation>
    </message>
    <message>
        <source>Value before</source>
        <translation>原值</translation>
    </message>
    <message>
        <source>Value or expression</source>
        <translation>值或表达式</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>属性值</translation>
    </message>
    <message>
        <source>Values changed</source>
        <translation>修改的值</translation>
    </message>
    <message>
        <source>Values refused</source>
        <translation>未采用的值</translation>
    </message>
    <message>
        <source>Values with several answers</source>
        <translation>有多种对应的值</translation>
    </message>
    <message>
        <source>Verdict: holds, too_few or too_wide</source>
        <translation>结论：holds 合格、too_few 样本不足、too_wide 离差过大</translation>
    </message>
    <message>
        <source>Views of the patch</source>
        <translation>图斑视图</translation>
    </message>
    <message>
        <source>Village boundaries (CJDCQJX)</source>
        <translation>村级调查区界线（CJDCQJX）</translation>
    </message>
    <message>
        <source>Village survey areas (CJDCQ)</source>
        <translation>村级调查区（CJDCQ）</translation>
    </message>
    <message>
        <source>Villages (CJDCQ)</source>
        <translation>村级调查区（CJDCQ）</translation>
    </message>
    <message>
        <source>Villages get the same nodes too. Which village land lies in is told by ZLDWDM of the patches.</source>
        <translation>村级调查区也获得相同的结点。土地属于哪个村由图斑的 ZLDWDM 确定。</translation>
    </message>
    <message>
        <source>Villages with nodes</source>
        <translation>带结点的村级调查区</translation>
    </message>
    <message>
        <source>Wanted half width of the interval (%)</source>
        <translation>要求的置信区间半宽（%）</translation>
    </message>
    <message>
        <source>Warns of classes that may bear a width (XZDWKD) and do not go on; one that joins another is sound.</source>
        <translation>对可填写宽度（XZDWKD）但在对侧中断的地类给出警告；与对侧沿接边线延伸的线状地类相接的不算中断。</translation>
    </message>
    <message>
        <source>Warp the model to the system of the patches</source>
        <translation>将模型重投影至图斑坐标系</translation>
    </message>
    <message>
        <source>Warp to</source>
        <translation>重投影至</translation>
    </message>
    <message>
        <source>West edge (°)</source>
        <translation>西图廓经度（°）</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>问题变化报告</translation>
    </message>
    <message>
        <source>What is decided; new withdraws what was decided before.</source>
        <translation>审核决定；new 撤销以前的决定。</translation>
    </message>
    <message>
        <source>What is left of a patch and is smaller than the minimum mapping area of its class goes to a neighbour. So does the tip of a corner of less than 10°, cut off where it is 20 cm wide.</source>
        <translation>图斑剩余部分小于其地类最小上图面积的，并入相邻图斑。小于 10° 的尖角，在宽 20 厘米处截去尖端，同样并入相邻图斑。</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题描述</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>What must hold</source>
        <translation>规则内容</translation>
    </message>
    <message>
        <source>What the checker still finds in the repaired patches, and why it was not repaired.</source>
        <translation>修复后的图斑中仍能查出的问题，以及未修复的原因。</translation>
    </message>
    <message>
        <source>What the rule wants</source>
        <translation>规则要求的值</translation>
    </message>
    <message>
        <source>What to look for; by default everything: {kinds}.</source>
        <translation>要检查的内容；默认全部：{kinds}。</translation>
    </message>
    <message>
        <source>What to repair</source>
        <translation>修复内容</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>What was done, or why not</source>
        <translation>处理内容或未采用的原因</translation>
    </message>
    <message>
        <source>When it acts</source>
        <translation>何时执行</translation>
    </message>
    <message>
        <source>Where ribbons end at the county line its outline needs the same nodes: see the output with nodes.</source>
        <translation>条带止于县界处，县界需要相同的结点：见带结点的输出。</translation>
    </message>
    <message>
        <source>Where the classes differ</source>
        <translation>地类不一致之处</translation>
    </message>
    <message>
        <source>Where the findings lie</source>
        <translation>问题分布图</translation>
    </message>
    <message>
        <source>Whether ZLDWDM of a patch begins with the code of its village, and that of a village with XZQDM of its township. Zeros that fill a code up are not compared.</source>
        <translation>图斑的 ZLDWDM 是否以所在村级调查区的代码开头，村级调查区的 ZLDWDM 是否以所在行政区的 XZQDM 开头。代码末尾补位的零不参与比较。</translation>
    </message>
    <message>
        <source>Whether rules overwrite: as each says of itself, never (what differs is listed), or always.</source>
        <translation>规则是否覆盖已填值：按各规则自身规定、从不覆盖（不同者列出）或总是覆盖。</translation>
    </message>
    <message>
        <source>Which rules hold.</source>
        <translation>采用哪一版规则。</translation>
    </message>
    <message>
        <source>Which rules hold. {editions}</source>
        <translation>采用哪一版规则。{editions}</translation>
    </message>
    <message>
        <source>Which rules to check, by their severity.</source>
        <translation>按级别选择要检查的规则。</translation>
    </message>
    <message>
        <source>Who grants the exception; it needs a name.</source>
        <translation>批准例外的人；例外必填。</translation>
    </message>
    <message>
        <source>Who works where: columns code (beginning of a location code, such as 330999100) and person.</source>
        <translation>人员分工：列 code（坐落代码的前几位，如 330999100）和 person。</translation>
    </message>
    <message>
        <source>Whole or broken</source>
        <translation>整幅或破幅</translation>
    </message>
    <message>
        <source>Whole sheets</source>
        <translation>整幅个数</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Why the finding is accepted; an exception needs it.</source>
        <translation>接受该问题的理由；例外必填。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Width (m)</source>
        <translation>宽度（米）</translation>
    </message>
    <message>
        <source>Width field</source>
        <translation>宽度字段</translation>
    </message>
    <message>
        <source>Width field of the lines</source>
        <translation>线状地物宽度字段</translation>
    </message>
    <message>
        <source>Width of the others</source>
        <translation>其余的宽度</translation>
    </message>
    <message>
        <source>Widths by class</source>
        <translation>按地类的宽度</translation>
    </message>
    <message>
        <source>Wilson's, for as many patches as a simple random sample with this standard error would have</source>
        <translation>Wilson 区间，图斑数取具有相同标准误的简单随机样本的图斑数</translation>
    </message>
    <message>
        <source>With an error GeoPackage that an earlier run of this check wrote, with the same settings and the same other layers: only patches that are new, gone or changed are looked at, with what surrounds them. The findings are those of the whole layer all the same.</source>
        <translation>需给出本检查以前运行写成的错误 GeoPackage，且设置和其他图层均相同：只检查新增、消失或改变的图斑及其周围，所得问题仍为整个图层的问题。</translation>
    </message>
    <message>
        <source>With the layers of yearly updates</source>
        <translation>包括年度更新图层</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Withdraw a confirmation or an exception: the finding is new</source>
        <translation>撤销确认或例外：问题恢复为新问题</translation>
    </message>
    <message>
        <source>Without it the rules of shapes, cover and boundary lines are not asked.</source>
        <translation>不勾选时不检查图形、覆盖和界线的规则。</translation>
    </message>
    <message>
        <source>Write the filtered list as CSV, XLSX or GeoPackage</source>
        <translation>将筛选后的列表写为 CSV、XLSX 或 GeoPackage</translation>
    </message>
    <message>
        <source>Writes the number of the map sheet (GB/T 13989-2012) that each point lies in to a field, by default TFH; of lines and polygons it is the sheet of a point inside them.
A point on the edge of a sheet belongs to the sheet north or east of it. The way back, from numbers to sheets, is “Map sheets”.</source>
        <translation>把每个点所在的图幅号（GB/T 13989-2012）写入字段，默认 TFH；线和面取其内部一点所在的图幅。
图廓线上的点属于其北侧或东侧的图幅。由图幅号生成图幅用“标准图幅”。</translation>
    </message>
    <message>
        <source>Writing the list</source>
        <translation>正在写出列表</translation>
    </message>
    <message>
        <source>Writing to {path} failed: {reason}</source>
        <translation>写入 {path} 失败：{reason}</translation>
    </message>
    <message>
        <source>XLSX files</source>
        <translation>XLSX 文件</translation>
    </message>
    <message>
        <source>XLSX tables need the Python package XlsxWriter, which is missing: install it, or install Tuban again.</source>
        <translation>写出 XLSX 表格需要 Python 包 XlsxWriter，但未找到：请安装该包，或重新安装图斑插件。</translation>
    </message>
    <message>
        <source>Year of the survey</source>
        <translation>调查年份</translation>
    </message>
    <message>
        <source>Yes: in a road network plan of township level or above.</source>
        <translation>是：纳入乡镇级及以上路网规划。</translation>
    </message>
    <message>
        <source>Yes: the road is hardened.</source>
        <translation>是：道路已硬化。</translation>
    </message>
    <message>
        <source>Yes: the road leads through. Read together with the paved field.</source>
        <translation>是：道路贯通。与硬化字段一起使用。</translation>
    </message>
    <message>
        <source>Yes: the road must not end for nothing.</source>
        <translation>是：道路不应无故中断。</translation>
    </message>
    <message>
        <source>Yes: under construction and its land range not fixed.</source>
        <translation>是：在建且用地范围不确定。</translation>
    </message>
    <message>
        <source>Z values of {count} features were dropped: the survey's data is flat.</source>
        <translation>已舍去 {count} 个要素的 Z 值：调查数据为二维。</translation>
    </message>
    <message>
        <source>ZLDWDM of {count} patches names no village, such as “{code}”: it needs 12 or 19 digits.</source>
        <translation>{count} 个图斑的 ZLDWDM 不能表示村，例如“{code}”：应为 12 位或 19 位数字。</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Zone field of the patches</source>
        <translation>图斑的分区字段</translation>
    </message>
    <message>
        <source>Zone of the Gauss-Kruger projection (CGCS2000); its number leads the eastings.</source>
        <translation>CGCS2000 高斯-克吕格投影三度带；横坐标前加带号。</translation>
    </message>
    <message>
        <source>Zone of the sample, where the province is divided into several.</source>
        <translation>样本所在分区，仅在全省划分多个分区时需要。</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Zoom to the fault and let it blink</source>
        <translation>缩放到问题位置并闪烁</translation>
    </message>
    <message>
        <source>Zoom to the patch</source>
        <translation>缩放到图斑</translation>
    </message>
    <message>
        <source>a brace has no partner in the text.</source>
        <translation>文本中的花括号不成对。</translation>
    </message>
    <message>
        <source>a condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>a county boundary or a higher one</source>
        <translation>县级或更高级界线</translation>
    </message>
    <message>
        <source>a layer code such as DLTB</source>
        <translation>图层代码，如 DLTB</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>a number of so many digits is not exact</source>
        <translation>数值位数过多，已不准确</translation>
    </message>
    <message>
        <source>a patch at it must stay as it is</source>
        <translation>此处有须保持原样的图斑</translation>
    </message>
    <message>
        <source>a patch beside it crosses itself or is not valid: repair that first</source>
        <translation>相邻图斑自相交或图形无效，请先修复该图斑</translation>
    </message>
    <message>
        <source>a patch that must stay as it is would lose land</source>
        <translation>须保持原样的图斑会减少土地</translation>
    </message>
    <message>
        <source>a patch would be cut in two</source>
        <translation>会有图斑被切成两块</translation>
    </message>
    <message>
        <source>a rule that nothing checks needs a reason, in both languages.</source>
        <translation>没有检查的规则须用两种语言写明原因。</translation>
    </message>
    <message>
        <source>a short name in small letters and underscores</source>
        <translation>由小写字母和下划线组成的短名称</translation>
    </message>
    <message>
        <source>a township boundary</source>
        <translation>乡级界线</translation>
    </message>
    <message>
        <source>a value or an expression, not both</source>
        <translation>值或表达式，二者取一</translation>
    </message>
    <message>
        <source>a village boundary</source>
        <translation>村界</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>all are given anew</source>
        <translation>全部重新编制</translation>
    </message>
    <message>
        <source>an exception was granted</source>
        <translation>已批准例外</translation>
    </message>
    <message>
        <source>an id of its own</source>
        <translation>不与他人重复的编号</translation>
    </message>
    <message>
        <source>an sql rule, and no other, has a condition.</source>
        <translation>只有 sql 规则才有且必须有条件（condition）。</translation>
    </message>
    <message>
        <source>blanks removed</source>
        <translation>去除空格</translation>
    </message>
    <message>
        <source>bow-tie; its two triangles overlap the neighbour</source>
        <translation>界线自相交（蝴蝶结），形成的两个三角形与相邻图斑重叠</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>不符合</translation>
    </message>
    <message>
        <source>broken sheet</source>
        <translation>破幅</translation>
    </message>
    <message>
        <source>bsm2: what the second row had before</source>
        <translation>bsm2：第二行原来的标识码</translation>
    </message>
    <message>
        <source>built land</source>
        <translation>建设用地</translation>
    </message>
    <message>
        <source>by {rules}</source>
        <translation>由 {rules} 检查</translation>
    </message>
    <message>
        <source>capital letters</source>
        <translation>转为大写</translation>
    </message>
    <message>
        <source>class {code} has {share:.0f} % of the border, this patch {length:.1f} m</source>
        <translation>地类 {code} 占公共边的 {share:.0f} %，本图斑 {length:.1f} m</translation>
    </message>
    <message>
        <source>class {code} of the second survey</source>
        <translation>二调地类 {code}</translation>
    </message>
    <message>
        <source>code and name together</source>
        <translation>代码与名称合写</translation>
    </message>
    <message>
        <source>code without its unit</source>
        <translation>去掉单位</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>could also be {choices}</source>
        <translation>也可能是 {choices}</translation>
    </message>
    <message>
        <source>county code</source>
        <translation>县代码</translation>
    </message>
    <message>
        <source>difference of coordinates</source>
        <translation>坐标差异</translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation>不适用</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已判定</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>every patch beside it must stay as it is</source>
        <translation>相邻图斑都须保持原样</translation>
    </message>
    <message>
        <source>exception</source>
        <translation>例外</translation>
    </message>
    <message>
        <source>farm land</source>
        <translation>农用地</translation>
    </message>
    <message>
        <source>final2019: LS, FLS, LYFL, XG, LLJZ, WG, JKHF, GCHF. plan2018_02: the eight attributes of the plan.</source>
        <translation>final2019：LS、FLS、LYFL、XG、LLJZ、WG、JKHF、GCHF。plan2018_02：2018 年方案的八类种植属性。</translation>
    </message>
    <message>
        <source>findings</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>fixed</source>
        <translation>已消除</translation>
    </message>
    <message>
        <source>free</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>full-width characters</source>
        <translation>全角转半角</translation>
    </message>
    <message>
        <source>had none</source>
        <translation>原无编号</translation>
    </message>
    <message>
        <source>held</source>
        <translation>符合</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>符合</translation>
    </message>
    <message>
        <source>in both patches</source>
        <translation>两个图斑均有</translation>
    </message>
    <message>
        <source>in m²</source>
        <translation>换算为平方米</translation>
    </message>
    <message>
        <source>in the township-or-above network plan</source>
        <translation>纳入乡镇级及以上路网规划</translation>
    </message>
    <message>
        <source>inner road below branch level: may be merged into its neighbour</source>
        <translation>支路以下的内部道路：可并入相邻图斑</translation>
    </message>
    <message>
        <source>is borne by a larger patch, or malformed</source>
        <translation>已被更大的图斑占用，或格式不合要求</translation>
    </message>
    <message>
        <source>islands</source>
        <translation>海岛</translation>
    </message>
    <message>
        <source>it compares patches: the whole layer is needed</source>
        <translation>该规则比较多个图斑，需要整个图层</translation>
    </message>
    <message>
        <source>it contains {sign}, which has no place in a single expression</source>
        <translation>含有单个表达式中不允许的 {sign}</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>内容为空</translation>
    </message>
    <message>
        <source>it is larger than the limit ({name} = {limit:g} m²)</source>
        <translation>大于限值（{name} = {limit:g} m²）</translation>
    </message>
    <message>
        <source>it is longer than {count} characters</source>
        <translation>超过 {count} 个字符</translation>
    </message>
    <message>
        <source>it is wider than the limit (WIDTH = {limit:g} m)</source>
        <translation>宽于限值（WIDTH = {limit:g} m）</translation>
    </message>
    <message>
        <source>it lies on a village line, and CJDCQ does not say on which side</source>
        <translation>位于村界上，而 CJDCQ 未说明在哪一侧</translation>
    </message>
    <message>
        <source>it lies on an ownership line</source>
        <translation>位于权属界线上</translation>
    </message>
    <message>
        <source>it lies on an ownership line, and CJDCQ does not say in which village</source>
        <translation>位于权属界线上，而 CJDCQ 未说明属于哪个村</translation>
    </message>
    <message>
        <source>it lies outside the county</source>
        <translation>位于行政区之外</translation>
    </message>
    <message>
        <source>it must stay as it is</source>
        <translation>该图斑须保持原样</translation>
    </message>
    <message>
        <source>it takes too long</source>
        <translation>用时过长</translation>
    </message>
    <message>
        <source>its parentheses do not match</source>
        <translation>括号不配对</translation>
    </message>
    <message>
        <source>its repair would bring about other faults</source>
        <translation>修复会引起其他问题</translation>
    </message>
    <message>
        <source>keep: good ones stay, only the others are new. renew: all are given anew.</source>
        <translation>keep：合格的保留，其余新编。renew：全部重新编制。</translation>
    </message>
    <message>
        <source>largest neighbour</source>
        <translation>面积最大的相邻图斑</translation>
    </message>
    <message>
        <source>layer CJDCQ has no features</source>
        <translation>图层 CJDCQ 没有要素</translation>
    </message>
    <message>
        <source>layer code</source>
        <translation>层代码</translation>
    </message>
    <message>
        <source>layer {layers} is not given</source>
        <translation>未提供图层 {layers}</translation>
    </message>
    <message>
        <source>layer {name} has no features</source>
        <translation>图层 {name} 没有要素</translation>
    </message>
    <message>
        <source>layer {name} has no field {fields}</source>
        <translation>图层 {name} 没有字段 {fields}</translation>
    </message>
    <message>
        <source>leading zero restored</source>
        <translation>补回前导零</translation>
    </message>
    <message>
        <source>linear patches</source>
        <translation>线状图斑</translation>
    </message>
    <message>
        <source>longer than {length} characters</source>
        <translation>超过 {length} 个字符</translation>
    </message>
    <message>
        <source>longest shared border</source>
        <translation>最长公共边</translation>
    </message>
    <message>
        <source>lower: the neighbour of lower grade with the longest common border; only where all are higher, the one of these with the longest border. longest: the neighbour with the longest common border, of any grade.</source>
        <translation>lower：级别较低的相邻图斑中公共边最长者；仅当相邻图斑级别都较高时，取其中公共边最长者。longest：公共边最长的相邻图斑，不论级别。</translation>
    </message>
    <message>
        <source>main, secondary or branch road inside a settlement</source>
        <translation>城镇村内部主干路、次干路或支路</translation>
    </message>
    <message>
        <source>main, secondary, branch (主干路, 次干路, 支路); others are below. Without it all are 1004.</source>
        <translation>主干路、次干路、支路（main、secondary、branch）；其他为支路以下。没有此字段时全部为 1004。</translation>
    </message>
    <message>
        <source>mainland</source>
        <translation>陆地</translation>
    </message>
    <message>
        <source>name instead of code</source>
        <translation>名称转为代码</translation>
    </message>
    <message>
        <source>narrower than the region's limit: part of the field</source>
        <translation>窄于区域下限：属于耕地等</translation>
    </message>
    <message>
        <source>neither paved nor through: may be left off, needs no evidence</source>
        <translation>未硬化且未贯通：可不上图，无需举证</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>new patch with a new BSM</source>
        <translation>新图斑，BSM 新编</translation>
    </message>
    <message>
        <source>no control area was given</source>
        <translation>未给出控制面积</translation>
    </message>
    <message>
        <source>no layer CJDCQ was given</source>
        <translation>未给出 CJDCQ 图层</translation>
    </message>
    <message>
        <source>no layer or table {name} was given</source>
        <translation>没有图层或表 {name}</translation>
    </message>
    <message>
        <source>no neighbour has the same village and ownership</source>
        <translation>没有同村同权属的相邻图斑</translation>
    </message>
    <message>
        <source>no neighbour within its village, owner and settlement range that is not mapped by its width</source>
        <translation>同一坐落、权属和城镇村范围内没有可并入的相邻图斑（按宽度上图的除外）</translation>
    </message>
    <message>
        <source>no patch beside it belongs to village {code}, where it lies</source>
        <translation>此处位于村 {code}，而相邻图斑都不属于该村</translation>
    </message>
    <message>
        <source>no patch beside it can take it</source>
        <translation>没有可并入的相邻图斑</translation>
    </message>
    <message>
        <source>no road: the class stays</source>
        <translation>非道路：地类不变</translation>
    </message>
    <message>
        <source>no system</source>
        <translation>无坐标系</translation>
    </message>
    <message>
        <source>no width</source>
        <translation>无宽度</translation>
    </message>
    <message>
        <source>node put in; the border follows it by less than 0.1 mm</source>
        <translation>补节点；边界随之移动不足 0.1 mm</translation>
    </message>
    <message>
        <source>none leaves such patches empty and lists them as findings: the rules want the type seen in the field.</source>
        <translation>none：此类图斑留空并列为问题，因为规定要求类型由外业认定。</translation>
    </message>
    <message>
        <source>north-east corner</source>
        <translation>东北角</translation>
    </message>
    <message>
        <source>north-west corner</source>
        <translation>西北角</translation>
    </message>
    <message>
        <source>not a class of the standard</source>
        <translation>非标准地类</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>不是数值</translation>
    </message>
    <message>
        <source>not a unit code of up to 19 digits</source>
        <translation>不是 19 位以内的单位代码</translation>
    </message>
    <message>
        <source>not asked in this run</source>
        <translation>本次未检查</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>未检查</translation>
    </message>
    <message>
        <source>not in the list of codes</source>
        <translation>不在代码表中</translation>
    </message>
    <message>
        <source>not yet checkable</source>
        <translation>尚不能检查</translation>
    </message>
    <message>
        <source>note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>number read from text</source>
        <translation>从文本读取数值</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>界外</translation>
    </message>
    <message>
        <source>outside the range of the field</source>
        <translation>超出字段取值范围</translation>
    </message>
    <message>
        <source>part given up</source>
        <translation>拆出的部分</translation>
    </message>
    <message>
        <source>patches in dispute, of {count}</source>
        <translation>个图斑不一致，共 {count} 个</translation>
    </message>
    <message>
        <source>patches looked at</source>
        <translation>个图斑已复核</translation>
    </message>
    <message>
        <source>patches that gained remainders</source>
        <translation>并入碎块的图斑</translation>
    </message>
    <message>
        <source>patches that lost land</source>
        <translation>被切割的图斑</translation>
    </message>
    <message>
        <source>percent as ratio</source>
        <translation>百分数换算为小数</translation>
    </message>
    <message>
        <source>priority: the upper one keeps its width; middle: both end at the middle line of the overlap.</source>
        <translation>priority：上层地物保持宽度；middle：两者都止于重叠部分的中线。</translation>
    </message>
    <message>
        <source>pₒ = patches with the same class / all patches; interval by Wilson</source>
        <translation>pₒ = 地类相同的图斑数 / 全部图斑数；Wilson 区间</translation>
    </message>
    <message>
        <source>random: any patch; proportional: from each class by its number of patches; equal: from each class the same number. What a class lacks is drawn from the others.</source>
        <translation>random：任意图斑；proportional：按各地类图斑个数的比例；equal：每个地类相同个数。某地类不足的部分从其他地类补足。</translation>
    </message>
    <message>
        <source>ratio of two totals, each the sum over the strata of N / n times the sum in the sample</source>
        <translation>两个总量之比，每个总量为各层 N / n 乘以层内样本之和的总和</translation>
    </message>
    <message>
        <source>reopened</source>
        <translation>复现</translation>
    </message>
    <message>
        <source>repeated vertex taken out</source>
        <translation>删除重复节点</translation>
    </message>
    <message>
        <source>root of the sum over the strata of N² (1 − n/N) s² / n, divided by the total; s² is the variance of the residuals, N the patches of the stratum, n those looked at</source>
        <translation>各层 N² (1 − n/N) s² / n 之和的平方根除以总量；s² 为残差的方差，N 为该层图斑数，n 为已复核图斑数</translation>
    </message>
    <message>
        <source>rounded to {decimals} decimals</source>
        <translation>保留 {decimals} 位小数</translation>
    </message>
    <message>
        <source>rules checked</source>
        <translation>检查规则数</translation>
    </message>
    <message>
        <source>same class</source>
        <translation>地类相同</translation>
    </message>
    <message>
        <source>same first-level class</source>
        <translation>同一级类</translation>
    </message>
    <message>
        <source>same second-level class</source>
        <translation>同二级类</translation>
    </message>
    <message>
        <source>same three-way group</source>
        <translation>同三大类</translation>
    </message>
    <message>
        <source>size: length of the segment that the vertex divides</source>
        <translation>大小：该节点所分线段的长度</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>south-east corner</source>
        <translation>东南角</translation>
    </message>
    <message>
        <source>south-west corner</source>
        <translation>西南角</translation>
    </message>
    <message>
        <source>south: roads count from 1 m on; north: from 2 m on; province: by the first two digits of a unit code.</source>
        <translation>south：道路自 1 米起上图；north：自 2 米起；province：按单位代码前两位确定。</translation>
    </message>
    <message>
        <source>still there</source>
        <translation>仍在</translation>
    </message>
    <message>
        <source>switched off by the rule file</source>
        <translation>已由规则文件停用</translation>
    </message>
    <message>
        <source>the cell is empty but must be filled in.</source>
        <translation>单元格为空，必须填写。</translation>
    </message>
    <message>
        <source>the cell of the elevation model in m</source>
        <translation>DEM 像元大小（m）</translation>
    </message>
    <message>
        <source>the column is missing.</source>
        <translation>缺少该列。</translation>
    </message>
    <message>
        <source>the column is there more than once.</source>
        <translation>该列重复出现。</translation>
    </message>
    <message>
        <source>the county outline is not changed</source>
        <translation>行政区界不作改动</translation>
    </message>
    <message>
        <source>the grade does not begin where the grade before it ends.</source>
        <translation>该坡度级的下限与前一级的上限不一致。</translation>
    </message>
    <message>
        <source>the layer has no field {fields}</source>
        <translation>图层没有字段 {fields}</translation>
    </message>
    <message>
        <source>the layer has no field {field}</source>
        <translation>图层没有字段 {field}</translation>
    </message>
    <message>
        <source>the layer has no geometry</source>
        <translation>图层没有几何图形</translation>
    </message>
    <message>
        <source>the log is closed</source>
        <translation>日志已关闭</translation>
    </message>
    <message>
        <source>the mean number of vertices</source>
        <translation>平均节点数</translation>
    </message>
    <message>
        <source>the mean patch area in m2 (area by patches)</source>
        <translation>平均图斑面积（m²，县面积除以图斑数）</translation>
    </message>
    <message>
        <source>the name of a field</source>
        <translation>字段名</translation>
    </message>
    <message>
        <source>the number of defects of each kind</source>
        <translation>每类缺陷的个数</translation>
    </message>
    <message>
        <source>the number of villages</source>
        <translation>村级调查区个数</translation>
    </message>
    <message>
        <source>the patch has no geometry</source>
        <translation>图斑没有几何</translation>
    </message>
    <message>
        <source>the patch has no valid geometry</source>
        <translation>图斑没有有效的几何图形</translation>
    </message>
    <message>
        <source>the patch must stay as it is</source>
        <translation>该图斑须保持原样</translation>
    </message>
    <message>
        <source>the patches have no field {fields}</source>
        <translation>图斑没有字段 {fields}</translation>
    </message>
    <message>
        <source>the rule finds no safe answer there</source>
        <translation>此处没有安全的修复办法</translation>
    </message>
    <message>
        <source>the seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>the survey must tell: {choices}</source>
        <translation>需由调查确定：{choices}</translation>
    </message>
    <message>
        <source>the table cannot be opened</source>
        <translation>无法打开该表</translation>
    </message>
    <message>
        <source>the three-degree zone</source>
        <translation>三度带带号</translation>
    </message>
    <message>
        <source>third or second survey; guess: told by the codes that only one of the two knows. The log says which.</source>
        <translation>third 三调或 second 二调；guess：按只属于其中一套的代码判断，结果见日志。</translation>
    </message>
    <message>
        <source>to do</source>
        <translation>待判定</translation>
    </message>
    <message>
        <source>took in patch {bsm}, which has no row any more</source>
        <translation>并入图斑 {bsm}，后者不再单独成行</translation>
    </message>
    <message>
        <source>under construction, land range not fixed</source>
        <translation>在建，用地范围不确定</translation>
    </message>
    <message>
        <source>unused land</source>
        <translation>未利用地</translation>
    </message>
    <message>
        <source>vertex moved {distance:.3f} m</source>
        <translation>节点移动 {distance:.3f} m</translation>
    </message>
    <message>
        <source>vertex repeated</source>
        <translation>节点重复</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>whole sheet</source>
        <translation>整幅</translation>
    </message>
    <message>
        <source>wider than 8 m</source>
        <translation>宽于 8 米</translation>
    </message>
    <message>
        <source>width {width}</source>
        <translation>宽 {width}</translation>
    </message>
    <message>
        <source>within the width band, serves village and fields</source>
        <translation>在宽度范围内，服务于村间和田间</translation>
    </message>
    <message>
        <source>zeros added</source>
        <translation>补零</translation>
    </message>
    <message>
        <source>zone {zone} of 3° with a false easting of {easting} m</source>
        <translation>3° 带第 {zone} 带、东偏 {easting} 米</translation>
    </message>
    <message>
        <source>{algorithm} stopped at a fault of its own ({reason}): please report it with the log of this run.</source>
        <translation>{algorithm} 因程序自身错误中止（{reason}）：请连同本次运行的日志一并反馈。</translation>
    </message>
    <message>
        <source>{area:.0f} m² is not above the minimum mapping area of {limit:.0f} m²</source>
        <translation>{area:.0f} 平方米，未超过最小上图面积 {limit:.0f} 平方米</translation>
    </message>
    <message>
        <source>{asked} of {all} rules of the rule book were asked, {broken} are broken.</source>
        <translation>规则库 {all} 条规则中检查了 {asked} 条，不符合 {broken} 条。</translation>
    </message>
    <message>
        <source>{changes} changes; {listed} patches to look at, {conflicts} conflicts.</source>
        <translation>变更 {changes} 处；待核查图斑 {listed} 个，矛盾 {conflicts} 处。</translation>
    </message>
    <message>
        <source>{compared} patches compared, {disputed} in dispute; agreement {share:.1%}, kappa {kappa:.3f}.</source>
        <translation>对比 {compared} 个图斑，{disputed} 个不一致；一致率 {share:.1%}，Kappa 系数 {kappa:.3f}。</translation>
    </message>
    <message>
        <source>{count} areas have no geometry and were left out.</source>
        <translation>{count} 个区域没有几何图形，已略去。</translation>
    </message>
    <message>
        <source>{count} changes are in the edit buffer of {layer}: Ctrl+Z takes them back, saving keeps them.</source>
        <translation>{count} 处变更已写入 {layer} 的编辑缓冲区：Ctrl+Z 撤销，保存后生效。</translation>
    </message>
    <message>
        <source>{count} control areas are too far from their patches, most of all {unit}: its {patches} patches add up to {sum} m², its control area is {control} m², and the difference of {difference} m² is more than {limit} m² a patch; look for missing or doubled patches and for another boundary.</source>
        <translation>{count} 个控制面积与其图斑相差过大，最大的是 {unit}：其 {patches} 个图斑面积之和为 {sum} m²，控制面积为 {control} m²，相差 {difference} m²，超过每图斑 {limit} m²；请检查图斑是否遗漏、重复，或界线是否不同。</translation>
    </message>
    <message>
        <source>{count} control areas have no patches here, such as {unit} with {area} m².</source>
        <translation>{count} 个控制面积在此没有图斑，例如 {unit}，{area} m²。</translation>
    </message>
    <message>
        <source>{count} control areas have no usable code in {code} or no area in {area}: fill them in.</source>
        <translation>{count} 个控制面积的 {code} 代码不可用或 {area} 没有面积：请补全。</translation>
    </message>
    <message>
        <source>{count} decisions are in the log but not in the layer: QGIS ended before it was saved.</source>
        <translation>{count} 个判定在日志中而不在图层中：QGIS 在保存前已结束。</translation>
    </message>
    <message>
        <source>{count} decisions merged</source>
        <translation>已合并 {count} 个判定</translation>
    </message>
    <message>
        <source>{count} decisions taken back from the log</source>
        <translation>已从日志取回 {count} 个判定</translation>
    </message>
    <message>
        <source>{count} exceptions of the error GeoPackage have no reason or no name: they do not count.</source>
        <translation>错误 GeoPackage 中有 {count} 个例外缺理由或姓名：不起作用。</translation>
    </message>
    <message>
        <source>{count} features of {layer} are not in {other} and were left out: their {key} is not there.</source>
        <translation>{layer} 中有 {count} 个要素不在 {other} 中（{key} 不存在），未参与计算。</translation>
    </message>
    <message>
        <source>{count} features without a line were left out ({features}).</source>
        <translation>{count} 个要素没有线，未处理（{features}）。</translation>
    </message>
    <message>
        <source>{count} findings are fixed and were left so.</source>
        <translation>{count} 个问题已消除，保持不变。</translation>
    </message>
    <message>
        <source>{count} findings written to {path}.</source>
        <translation>已将 {count} 个问题写入 {path}。</translation>
    </message>
    <message>
        <source>{count} geometries cannot be read (rings not closed or too short) and count as NULL.</source>
        <translation>有 {count} 个几何图形无法读取（环未闭合或节点过少），按空几何处理。</translation>
    </message>
    <message>
        <source>{count} layers in {system}</source>
        <translation>{count} 个图层，坐标系 {system}</translation>
    </message>
    <message>
        <source>{count} lines have a class that is none of linear features and were left out ({features}).</source>
        <translation>{count} 条线的地类不是线状地物地类，未处理（{features}）。</translation>
    </message>
    <message>
        <source>{count} lines have a width above 10 km and were left out ({features}): widths are in metres.</source>
        <translation>{count} 条线的宽度超过 10 公里，已略去（{features}）：宽度单位为米。</translation>
    </message>
    <message>
        <source>{count} lines have a width that is no number and were left out ({features}).</source>
        <translation>{count} 条线的宽度不是数值，未处理（{features}）。</translation>
    </message>
    <message>
        <source>{count} lines have a width that is not greater than 0 and were left out ({features}).</source>
        <translation>{count} 条线的宽度不大于 0，未处理（{features}）。</translation>
    </message>
    <message>
        <source>{count} lines have no width and were left out ({features}): give a width by class or for all.</source>
        <translation>{count} 条线没有宽度，未处理（{features}）：请按地类或统一给出宽度。</translation>
    </message>
    <message>
        <source>{count} lines in tunnels were left out: the land above keeps its class ({features}).</source>
        <translation>{count} 条线在隧道内，未处理：上方土地保持地类（{features}）。</translation>
    </message>
    <message>
        <source>{count} lines lie outside of all patches and change nothing.</source>
        <translation>{count} 条线位于所有图斑之外，不产生变化。</translation>
    </message>
    <message>
        <source>{count} lines of no length were left out.</source>
        <translation>{count} 条线长度为零，未处理。</translation>
    </message>
    <message>
        <source>{count} lines that stand alone are shorter than they are wide ({features}): look at their widths.</source>
        <translation>{count} 条孤立的线长度小于宽度（{features}）：请检查宽度。</translation>
    </message>
    <message>
        <source>{count} lines without a land class are not mapped ({features}).</source>
        <translation>{count} 条线没有地类，不上图（{features}）。</translation>
    </message>
    <message>
        <source>{count} of {all} lines lie outside of all patches: check their coordinate system.</source>
        <translation>有 {count} 条线（共 {all} 条）位于所有图斑之外：请检查其坐标系。</translation>
    </message>
    <message>
        <source>{count} of {total} patches have no class in one of the two and were left out.</source>
        <translation>{total} 个图斑中有 {count} 个缺少其中一个地类，未参与计算。</translation>
    </message>
    <message>
        <source>{count} of {total} rules did not run: {reasons}.</source>
        <translation>{total} 条规则中有 {count} 条未执行：{reasons}。</translation>
    </message>
    <message>
        <source>{count} parcels have no geometry: they are in no patch.</source>
        <translation>{count} 个宗地没有图形，未归入任何图斑。</translation>
    </message>
    <message>
        <source>{count} parts became patches with a BSM of their own: number them (TBBH) anew.</source>
        <translation>{count} 个部分成为独立图斑，BSM 已新编：请重新编号（TBBH）。</translation>
    </message>
    <message>
        <source>{count} parts would become patches, with new BSM: {names}.</source>
        <translation>{count} 个部分将成为独立图斑，新 BSM：{names}。</translation>
    </message>
    <message>
        <source>{count} patches cannot be shared out in {parts} parts: choose 1 to {count} parts.</source>
        <translation>{count} 个图斑无法分为 {parts} 份：请选择 1 至 {count} 份。</translation>
    </message>
    <message>
        <source>{count} patches have a land class in DLBM that the standard does not know, such as “{code}”: they count as land of no class. Run Check attributes to list them.</source>
        <translation>{count} 个图斑的 DLBM 地类编码不在标准中，例如“{code}”：这些图斑按无地类处理。请运行“属性检查”列出它们。</translation>
    </message>
    <message>
        <source>{count} patches have a land class in DLBM with blanks or full-width characters, such as “{code}”: they count as the class that is meant. Mend the field; Check attributes lists them.</source>
        <translation>{count} 个图斑的 DLBM 地类编码带空格或全角字符，如“{code}”：按其本意的地类计。请修正该字段；“属性检查”会逐一列出。</translation>
    </message>
    <message>
        <source>{count} patches have neither KCXS nor TBDLMJ: deduct the ridges of these afterwards.</source>
        <translation>{count} 个图斑既无 KCXS 也无 TBDLMJ：请随后对其扣除田坎。</translation>
    </message>
    <message>
        <source>{count} patches have no area and stay as they are.</source>
        <translation>{count} 个图斑没有面积，保持原样。</translation>
    </message>
    <message>
        <source>{count} patches have no area in TBMJ or a negative one: compute the ellipsoidal areas first.</source>
        <translation>{count} 个图斑的 TBMJ 为空或为负：请先计算椭球面积。</translation>
    </message>
    <message>
        <source>{count} patches have no area: they have no geometry or lie outside the zone of the layer.</source>
        <translation>{count} 个图斑没有面积：无几何图形，或位于图层投影带之外。</translation>
    </message>
    <message>
        <source>{count} patches have no geometry: nothing is known of where they lie. Run Check topology to list them.</source>
        <translation>{count} 个图斑没有图形，无法判断其位置。请运行“检查拓扑”列出。</translation>
    </message>
    <message>
        <source>{count} patches have no geometry; their TBMJ was taken as it is.</source>
        <translation>{count} 个图斑没有几何图形，其 TBMJ 按原值采用。</translation>
    </message>
    <message>
        <source>{count} patches have no slope data under them and got no grade: they are listed as findings.</source>
        <translation>{count} 个图斑下没有坡度数据，未赋坡度级别：已列为问题。</translation>
    </message>
    <message>
        <source>{count} patches have no village (ZLDWDM) and got no TBBH: assign their location first.</source>
        <translation>{count} 个图斑没有坐落单位（ZLDWDM），未编图斑编号：请先进行坐落赋值。</translation>
    </message>
    <message>
        <source>{count} patches looked at; overall accuracy {value:.1%}, between {low:.1%} and {high:.1%}.</source>
        <translation>核查 {count} 个图斑；总体精度 {value:.1%}，置信区间 {low:.1%} 至 {high:.1%}。</translation>
    </message>
    <message>
        <source>{count} patches of layer {layer} share their {field} with others: what is decided of one counts for all. Number the patches first.</source>
        <translation>图层 {layer} 中有 {count} 个图斑的 {field} 重复：对其中一个的判定会计入全部，请先编号。</translation>
    </message>
    <message>
        <source>{count} patches of settlement ranges got their tag 201 to 205.</source>
        <translation>{count} 个城镇村范围图斑填入属性码 201 至 205。</translation>
    </message>
    <message>
        <source>{count} patches share their BSM with another one: run Number patches afterwards.</source>
        <translation>{count} 个图斑的 BSM 与其他图斑重复：请随后运行“图斑编号”。</translation>
    </message>
    <message>
        <source>{count} patches were cut into {parts} parts.</source>
        <translation>{count} 个图斑被分割为 {parts} 个部分。</translation>
    </message>
    <message>
        <source>{count} patches were drawn instead of {wanted}, so that each class has its least number.</source>
        <translation>为使每个地类达到最少个数，抽取了 {count} 个图斑而不是 {wanted} 个。</translation>
    </message>
    <message>
        <source>{count} patches without TBDLMJ are not in the table; the findings of the steps before say why.</source>
        <translation>有 {count} 个图斑没有图斑地类面积 TBDLMJ，未计入汇总表；原因见前面步骤的问题。</translation>
    </message>
    <message>
        <source>{count} patches would be merged into a neighbour.</source>
        <translation>{count} 个图斑将并入相邻图斑。</translation>
    </message>
    <message>
        <source>{count} patches: {changed} values changed, {ambiguous} with several answers, {refused} refused</source>
        <translation>图斑 {count} 个：修改 {changed} 个值，多种对应 {ambiguous} 个，未采用 {refused} 个</translation>
    </message>
    <message>
        <source>{count} points have no area greater than 0 and were left out.</source>
        <translation>{count} 个点的面积不大于 0，已略去。</translation>
    </message>
    <message>
        <source>{count} polygons of the slope map have no grade 1 to 5 in {field}: correct them, or leave them out by a selection or filter.</source>
        <translation>坡度图中有 {count} 个多边形的 {field} 不是 1 至 5 级；请改正，或用选择集、过滤条件将其排除。</translation>
    </message>
    <message>
        <source>{count} polygons of the survey area are not valid: repair them before sheets are cut.</source>
        <translation>调查区域有 {count} 个多边形几何无效：请先修复再切割图幅。</translation>
    </message>
    <message>
        <source>{count} polygons of the survey area have no unit in {field}: fill it in.</source>
        <translation>调查区域有 {count} 个多边形的 {field} 没有单位：请填写。</translation>
    </message>
    <message>
        <source>{count} repaired gaps and overlaps lay between different owners (QSDWDM, QSXZ): look at the ledger.</source>
        <translation>已修复的缝隙和重叠中有 {count} 处位于不同权属（QSDWDM、QSXZ）之间：请查看台账。</translation>
    </message>
    <message>
        <source>{count} roads have no width, a number greater than 0, and were not classified.</source>
        <translation>{count} 条道路没有宽度（须为大于 0 的数），未分类。</translation>
    </message>
    <message>
        <source>{count} samples are smaller than {area} m² and were left out.</source>
        <translation>{count} 个样本面积小于 {area} 平方米，已略去。</translation>
    </message>
    <message>
        <source>{count} samples on slope grade 1 were left out: nothing is deducted there.</source>
        <translation>略去 1 级坡度的样本 {count} 个：1 级坡度不扣除田坎。</translation>
    </message>
    <message>
        <source>{count} types in {field} are neither TT nor PD, such as “{value}”: correct them.</source>
        <translation>{field} 中有 {count} 个类型既非 TT 也非 PD，如“{value}”：请更正。</translation>
    </message>
    <message>
        <source>{count} units have patches but no control area, such as {unit}: complete the control areas.</source>
        <translation>{count} 个单位有图斑而没有控制面积，例如 {unit}：请补全控制面积。</translation>
    </message>
    <message>
        <source>{count} values of {field} were filled in from {code}.</source>
        <translation>{count} 个 {field} 值由 {code} 填写。</translation>
    </message>
    <message>
        <source>{crossing} patches lie in several units, {outside} in none: see the list.</source>
        <translation>{crossing} 个图斑跨单位，{outside} 个不在任何单位内：见列表。</translation>
    </message>
    <message>
        <source>{crs} is in degrees: choose a Gauss-Kruger zone, such as EPSG:4528.</source>
        <translation>{crs} 以度为单位：请选择高斯-克吕格投影带，如 EPSG:4528。</translation>
    </message>
    <message>
        <source>{done} done · {doubtful} doubtful · {skipped} skipped · {todo} to do</source>
        <translation>已判定 {done} · 存疑 {doubtful} · 跳过 {skipped} · 待判定 {todo}</translation>
    </message>
    <message>
        <source>{errors} errors, {warnings} warnings, {notes} notes</source>
        <translation>错误 {errors} 个，警告 {warnings} 个，提示 {notes} 个</translation>
    </message>
    <message>
        <source>{exceptions} exceptions, {fixed} fixed</source>
        <translation>例外 {exceptions} 个，已消除 {fixed} 个</translation>
    </message>
    <message>
        <source>{field} “{before}” in {count} patches: {steps}</source>
        <translation>{field} “{before}”，图斑 {count} 个：{steps}</translation>
    </message>
    <message>
        <source>{field}: {condition}</source>
        <translation>{field}：{condition}</translation>
    </message>
    <message>
        <source>{group}: terraces have a smaller coefficient than slopes; usually it is larger.</source>
        <translation>{group}：梯田系数小于坡地系数，通常应较大。</translation>
    </message>
    <message>
        <source>{group}: the coefficient is smaller than on the grade below; usually it is larger.</source>
        <translation>{group}：系数小于低一级坡度的系数，通常应较大。</translation>
    </message>
    <message>
        <source>{group}: the largest coefficient exceeds the smallest by {spread} %, {limit} % are allowed.</source>
        <translation>{group}：最大系数比最小系数大 {spread}%，限差为 {limit}%。</translation>
    </message>
    <message>
        <source>{group}: {count} samples, {least} are needed.</source>
        <translation>{group}：样本 {count} 个，至少需要 {least} 个。</translation>
    </message>
    <message>
        <source>{key} · {area:.0f} m² · {state}</source>
        <translation>{key} · {area:.0f} 平方米 · {state}</translation>
    </message>
    <message>
        <source>{key} “{value}” is in layer {layer} more than once: choose a field that names each patch once.</source>
        <translation>{key}“{value}”在图层 {layer} 中不止一个：请选择能唯一标识图斑的字段。</translation>
    </message>
    <message>
        <source>{kind}: {count} places; those of the same patches are told as one finding, at the first of them.</source>
        <translation>{kind}：{count} 处；同一对图斑之间的合为一个问题，标在其中第一处。</translation>
    </message>
    <message>
        <source>{kind}: {count} places; those of the same patches are told as one finding.</source>
        <translation>{kind}：{count} 处；同一对图斑之间的合为一个问题。</translation>
    </message>
    <message>
        <source>{kind}: {new} new, {fixed} fixed, {still_there} still there</source>
        <translation>{kind}：新增 {new} 个，已消除 {fixed} 个，仍在 {still_there} 个</translation>
    </message>
    <message>
        <source>{least} to {most} m</source>
        <translation>{least} 至 {most} 米</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 至 {high}</translation>
    </message>
    <message>
        <source>{merged} patches merged, {left} small ones left.</source>
        <translation>合并 {merged} 个图斑，保留 {left} 个小图斑。</translation>
    </message>
    <message>
        <source>{message} Not repaired: {reason}.</source>
        <translation>{message}未修复：{reason}。</translation>
    </message>
    <message>
        <source>{numbers} new patch numbers, {identifiers} new identifiers.</source>
        <translation>新图斑编号 {numbers} 个，新标识码 {identifiers} 个。</translation>
    </message>
    <message>
        <source>{number} of {total} patches lie outside the zone of the layer's coordinate reference system; their eastings may lack or carry the zone number: set the system that the coordinates were made in.</source>
        <translation>{total} 个图斑中有 {number} 个位于图层坐标系的投影带之外；可能横坐标缺少或多出带号：请设置数据实际采用的坐标系。</translation>
    </message>
    <message>
        <source>{pace:.0f} an hour, {left:.1f} h left</source>
        <translation>每小时 {pace:.0f} 个，还需 {left:.1f} 小时</translation>
    </message>
    <message>
        <source>{parcels} parcels became {patches} patches; {mixed} parcels had several uses.</source>
        <translation>{parcels} 宗地合并为 {patches} 个图斑；其中 {mixed} 宗为多用途。</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}): choose a folder that you may write to.</source>
        <translation>无法写入 {path}（{reason}）：请选择有写入权限的文件夹。</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}): close what has it open or choose another file.</source>
        <translation>无法写入 {path}（{reason}）：请关闭占用该文件的程序，或另选文件。</translation>
    </message>
    <message>
        <source>{path} cannot be written: choose a folder that you may write to.</source>
        <translation>{path} 无法写入：请选择有写权限的文件夹。</translation>
    </message>
    <message>
        <source>{path} exists already and may hold a survey: choose another name, or delete it yourself first.</source>
        <translation>{path} 已存在，其中可能有调查数据：请另取名称，或先自行删除。</translation>
    </message>
    <message>
        <source>{path} holds no layer of the standard: its layers must be called DLTB, XZQ, CJDCQ and so on.</source>
        <translation>{path} 中没有标准图层：图层须以 DLTB、XZQ、CJDCQ 等命名。</translation>
    </message>
    <message>
        <source>{path} is being written or edited by another program: wait for its end or stop editing there, then start again.</source>
        <translation>{path} 正被其他程序写入或编辑：请等其结束，或在该处停止编辑后重新运行。</translation>
    </message>
    <message>
        <source>{path} is neither csv nor xlsx nor gpkg: choose one of these endings.</source>
        <translation>{path} 不是 csv、xlsx 或 gpkg：请选用其中一种扩展名。</translation>
    </message>
    <message>
        <source>{path} is no plan of shared work: make one with “Share out…”.</source>
        <translation>{path} 不是任务分配表：请用“分配任务…”生成。</translation>
    </message>
    <message>
        <source>{path} is no session of the interpretation dock: open the queue anew.</source>
        <translation>{path} 不是判读面板的工作记录：请重新打开队列。</translation>
    </message>
    <message>
        <source>{path} is not an error GeoPackage: choose another file, so that nothing in it is lost.</source>
        <translation>{path} 不是错误 GeoPackage：请另选文件，以免其中内容丢失。</translation>
    </message>
    <message>
        <source>{path} is read only: findings can be looked at, not decided.</source>
        <translation>{path} 为只读：可以查看问题，不能保存处理结果。</translation>
    </message>
    <message>
        <source>{percent} % confidence interval</source>
        <translation>{percent}% 置信区间</translation>
    </message>
    <message>
        <source>{reason} ({clause})</source>
        <translation>{reason}（{clause}）</translation>
    </message>
    <message>
        <source>{repaired} findings repaired, {errors} errors remain.</source>
        <translation>已修复问题 {repaired} 个，剩余错误 {errors} 个。</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{shown} of {all}: {errors} errors, {warnings} warnings, {notes} notes</source>
        <translation>{all} 个中显示 {shown} 个：错误 {errors}，警告 {warnings}，提示 {notes}</translation>
    </message>
    <message>
        <source>{taken} decisions taken in, {conflicts} patches were decided differently: {patches}</source>
        <translation>已采纳 {taken} 个判定，{conflicts} 个图斑判定不一致：{patches}</translation>
    </message>
    <message>
        <source>{title} has no findings.</source>
        <translation>{title} 中没有问题。</translation>
    </message>
    <message>
        <source>{width:.2f} m wide</source>
        <translation>宽 {width:.2f} m</translation>
    </message>
    <message>
        <source>{word} needs a text with at most {count} wildcards after it</source>
        <translation>{word} 之后应为通配符不超过 {count} 个的文本</translation>
    </message>
    <message>
        <source>{zone}, {group}</source>
        <translation>{zone}，{group}</translation>
    </message>
    <message>
        <source>κ = (pₒ − pₑ) / (1 − pₑ), where pₑ is the agreement that chance gives: the sum over the classes of the share in the first times the share in the second</source>
        <translation>κ = (pₒ − pₑ) / (1 − pₑ)，其中 pₑ 为偶然一致率：各地类在第一次与第二次解译中所占比例之积的总和</translation>
    </message>
    <message>
        <source>κ ± z · standard error, with the variance for large samples</source>
        <translation>κ ± z × 标准误，采用大样本方差</translation>
    </message>
    <message>
        <source>“{field}” is no field of DLTB: correct the mapping.</source>
        <translation>“{field}”不是 DLTB 的字段：请更正字段映射。</translation>
    </message>
    <message>
        <source>“{number}” is not a sheet number of GB/T 13989-2012, such as H50 or H50G093004.</source>
        <translation>“{number}”不是 GB/T 13989-2012 的图幅号，图幅号形如 H50 或 H50G093004。</translation>
    </message>
    <message>
        <source>“{text}” is no width of a class: write class=metres, separated by commas, such as 1006=4.</source>
        <translation>“{text}”不是地类宽度：请写作 地类=米数，以逗号分隔，如 1006=4。</translation>
    </message>
    <message>
        <source>“{text}” is no width: type metres, such as 4.5.</source>
        <translation>“{text}” 不是宽度：请输入米数，如 4.5。</translation>
    </message>
    <message>
        <source>“{value}” in {code} names no unit: counties have 6, townships 9 and villages 12 digits.</source>
        <translation>{code} 中的“{value}”不表示任何单位：县代码 6 位，乡镇 9 位，村 12 位。</translation>
    </message>
    <message>
        <source>… and {count} more kinds of values: see the report.</source>
        <translation>……另有 {count} 种值：见报告。</translation>
    </message>
</context>
</TS>
